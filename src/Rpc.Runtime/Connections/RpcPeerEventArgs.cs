namespace Rpc;

/// <summary>A connection that a server has taken or lost.</summary>
public sealed class RpcPeerEventArgs(string peerAddress, string? reason) : EventArgs
{
    /// <summary>The client's address, such as <c>127.0.0.1:40112</c>.</summary>
    public string PeerAddress { get; } = peerAddress;

    /// <summary>Why the connection ended; null when it began.</summary>
    public string? Reason { get; } = reason;
}
