namespace Rpc.Comparison.Peers.Native;

/// <summary>Cap'n Proto in C++.</summary>
internal sealed class CapnProtoPeer() : NativePeer("capnproto", NativeWorkloads.Calls);
