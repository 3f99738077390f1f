using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Running;

/// <summary>One row of a table: a peer and a workload.</summary>
internal sealed record Cell(IPeer Peer, string Workload)
{
    public override string ToString() => $"{Peer.Name} {Workload}";

    /// <summary>The rows to run, workload by workload. Names win over what <c>--quick</c> leaves out.</summary>
    public static IReadOnlyList<Cell> Select(bool quick, IReadOnlyList<string> only, IReadOnlyList<string> workloads)
    {
        List<IPeer> peers = only.Count > 0
            ? [.. PeerCatalog.All.Where(peer => only.Contains(peer.Name))]
            : [.. PeerCatalog.All.Where(peer => !quick || peer.Kind != PeerKind.Other)];
        return
        [
            .. from workload in Workloads.All.Keys
               where workloads.Count > 0 ? workloads.Contains(workload) : !quick || Workloads.Quick.Contains(workload)
               from peer in peers
               where peer.Workloads.Contains(workload)
               select new Cell(peer, workload),
        ];
    }
}
