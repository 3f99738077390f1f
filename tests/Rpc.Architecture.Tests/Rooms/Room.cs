namespace Rpc.Architecture.Tests.Rooms;

/// <summary>What a room may and may not name.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="MayUse">The rooms whose types it may name. Nothing follows from what those may use.</param>
internal sealed record Room(string Name, params string[] MayUse)
{
    /// <summary>Types of other rooms that it may name as well, by the beginning of <c>Room/TypeName</c>.</summary>
    public IReadOnlyList<string> MayAlsoUse { get; init; } = [];

    /// <summary>What it may not name of other libraries.</summary>
    public IReadOnlyList<Ban> Bans { get; init; } = [];
}
