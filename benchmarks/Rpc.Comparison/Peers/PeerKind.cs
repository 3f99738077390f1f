namespace Rpc.Comparison.Peers;

/// <summary>What a row is there for; also the order of the table.</summary>
internal enum PeerKind
{
    /// <summary>Bare sockets: what any RPC stands on.</summary>
    Floor,

    /// <summary>This library.</summary>
    Ours,

    /// <summary>Another RPC system; left out of <c>--quick</c>.</summary>
    Other,
}
