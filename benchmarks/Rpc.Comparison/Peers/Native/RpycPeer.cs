namespace Rpc.Comparison.Peers.Native;

/// <summary>rpyc in Python.</summary>
internal sealed class RpycPeer() : NativePeer("rpyc", NativeWorkloads.Calls);
