namespace Rpc;

/// <summary>A change in how a client stands with one address.</summary>
public sealed class RpcConnectionEventArgs(RpcConnectionInfo connection) : EventArgs
{
    /// <summary>How it stood right after the change.</summary>
    public RpcConnectionInfo Connection { get; } = connection;
}
