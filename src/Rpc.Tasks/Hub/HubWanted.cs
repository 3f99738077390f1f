using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Hub;

/// <summary>What a client wants to be told from now on.</summary>
/// <param name="Kinds">Of which changes it wants to hear; ends are told by <paramref name="Begun"/>.</param>
/// <param name="Begun">Tasks whose ends are waited for from now on.</param>
/// <param name="Done">Tasks that are not waited for any more.</param>
internal sealed record HubWanted(TaskSignalKinds Kinds, IReadOnlyList<Guid> Begun, IReadOnlyList<Guid> Done);
