namespace Rpc;

/// <summary>Decides who may bind which object and call which method of it. Thread-safe, and quick: it is asked on the thread that reads, at each call.</summary>
/// <remarks>An exception counts as a no and is logged. Ask nobody else here: what takes time belongs into <see cref="RpcServerOptions.Handshake"/>.</remarks>
public interface IRpcAuthorizer
{
    /// <summary>Whether the caller may do this.</summary>
    bool IsAllowed(in AccessRequest request);
}
