namespace Rpc.Comparison.Peers.Native;

/// <summary>gRPC in C++.</summary>
internal sealed class GrpcCppPeer() : NativePeer("grpc-cpp", NativeWorkloads.CallsAndStream);
