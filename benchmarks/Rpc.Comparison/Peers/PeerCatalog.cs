namespace Rpc.Comparison.Peers;

/// <summary>Every <see cref="IPeer"/> of this assembly, floors first, then ours, then the others, each by name.</summary>
internal static class PeerCatalog
{
    public static IReadOnlyList<IPeer> All { get; } =
    [
        .. typeof(IPeer).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPeer)))
            .Select(type => (IPeer)Activator.CreateInstance(type)!)
            .OrderBy(peer => peer.Kind)
            .ThenBy(peer => peer.Name, StringComparer.Ordinal),
    ];

    public static IPeer Get(string name) =>
        All.FirstOrDefault(peer => peer.Name == name)
        ?? throw new KeyNotFoundException($"There is no row named '{name}'. Rows: {string.Join(", ", All.Select(peer => peer.Name))}.");
}
