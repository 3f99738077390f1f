using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Backends;

/// <summary>A task to be taken.</summary>
/// <param name="Id">Its id, which the client makes: repeating the request is harmless.</param>
/// <param name="Spec">What is asked for.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Delay">How long from now it is due; zero for at once.</param>
/// <param name="DueAt">When it is due; null for what <paramref name="Delay"/> says.</param>
public sealed record NewTask(Guid Id, TaskSpec Spec, byte[] Arguments, TimeSpan Delay, DateTimeOffset? DueAt);
