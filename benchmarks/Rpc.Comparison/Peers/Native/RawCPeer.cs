namespace Rpc.Comparison.Peers.Native;

/// <summary>Floor of everything: blocking sockets in C++, without a runtime.</summary>
internal sealed class RawCPeer() : NativePeer("raw-c", NativeWorkloads.CallsAndStream)
{
    public override PeerKind Kind => PeerKind.Floor;
}
