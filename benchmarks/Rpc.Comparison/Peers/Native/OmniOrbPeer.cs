namespace Rpc.Comparison.Peers.Native;

/// <summary>omniORB, CORBA in C++.</summary>
internal sealed class OmniOrbPeer() : NativePeer("omniorb", NativeWorkloads.Calls);
