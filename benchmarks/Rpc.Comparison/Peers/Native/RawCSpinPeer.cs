namespace Rpc.Comparison.Peers.Native;

/// <summary>The same with both ends polling their sockets instead of sleeping: a call without wake-ups.</summary>
internal sealed class RawCSpinPeer() : NativePeer("raw-c-spin", Peers.Workloads.Sequential)
{
    public override PeerKind Kind => PeerKind.Floor;
}
