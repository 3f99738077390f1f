using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Running;

/// <summary>One row of the table: a peer and a workload.</summary>
internal sealed record Cell(IPeer Peer, string Workload)
{
    public override string ToString() => $"{Peer.Name} {Workload}";

    /// <summary>The rows to run. <c>--only</c> names win over what <c>--quick</c> leaves out, except for slow workloads.</summary>
    public static IReadOnlyList<Cell> Select(bool quick, IReadOnlyList<string> only)
    {
        IEnumerable<IPeer> peers = only.Count > 0
            ? PeerCatalog.All.Intersect(only.Select(PeerCatalog.Get))
            : PeerCatalog.All.Where(peer => !quick || peer.Kind != PeerKind.Other);
        return
        [
            .. from peer in peers
               from workload in peer.Workloads
               where !quick || Workloads.Quick.Contains(workload)
               select new Cell(peer, workload),
        ];
    }
}
