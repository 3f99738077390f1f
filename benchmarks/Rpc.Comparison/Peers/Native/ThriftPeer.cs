namespace Rpc.Comparison.Peers.Native;

/// <summary>Apache Thrift in C++.</summary>
internal sealed class ThriftPeer() : NativePeer("thrift", NativeWorkloads.Calls);
