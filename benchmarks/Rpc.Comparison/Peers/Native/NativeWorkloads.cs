namespace Rpc.Comparison.Peers.Native;

/// <summary>What the peers in other languages can do; their clients say the same to <c>--workloads</c>.</summary>
internal static class NativeWorkloads
{
    /// <summary>Everything but the stream, which few RPC systems have.</summary>
    public static IReadOnlyList<string> Calls { get; } =
    [
        Workloads.Sequential, Workloads.Welcome, Workloads.Echo1K, Workloads.Echo1M, Workloads.InFlight64,
        Workloads.Conn8X16, Workloads.Threads64, Workloads.Paced,
    ];

    public static IReadOnlyList<string> CallsAndStream { get; } = [.. Calls, Workloads.Stream];
}
