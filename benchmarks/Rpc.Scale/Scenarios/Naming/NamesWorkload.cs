namespace Rpc.Scale.Scenarios.Naming;

/// <summary>What clients do with a name server.</summary>
/// <param name="Key">As the clients of benchmarks/peers call it.</param>
/// <param name="Role">Our client that does it.</param>
/// <param name="InFlight">Calls that are out at once.</param>
/// <param name="Title">For people.</param>
internal sealed record NamesWorkload(string Key, string Role, int InFlight, string Title)
{
    public static NamesWorkload Fill64 { get; } = new("fill64", "names-fill", 64, "new names registered, 64 in flight");

    public static NamesWorkload Lookup { get; } = new("lookup", "names-lookup", 1, "lookups one after another");

    public static NamesWorkload Lookup64 { get; } = new("lookup64", "names-lookup", 64, "lookups, 64 in flight");

    public static NamesWorkload Register { get; } = new("register", "names-register", 1, "registrations one after another");

    public static NamesWorkload Register64 { get; } = new("register64", "names-register", 64, "registrations, 64 in flight");

    public static NamesWorkload Register1000 { get; } = new("register1000", "names-register", 1_000, "registrations, 1,000 in flight");

    /// <summary>In the order in which they run: the first brings the names that the others want.</summary>
    public static IReadOnlyList<NamesWorkload> All { get; } = [Fill64, Lookup, Lookup64, Register, Register64, Register1000];
}
