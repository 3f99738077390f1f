namespace Rpc.Comparison.Peers.Native;

/// <summary>ZeroC Ice in C++.</summary>
internal sealed class IcePeer() : NativePeer("ice", NativeWorkloads.Calls);
