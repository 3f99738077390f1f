namespace Rpc.Comparison.Peers.Native;

/// <summary>Pyro4 in Python.</summary>
internal sealed class Pyro4Peer() : NativePeer("pyro4", NativeWorkloads.Calls);
