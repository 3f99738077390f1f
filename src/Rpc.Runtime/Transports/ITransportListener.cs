namespace Rpc.Transports;

/// <summary>Accepts connections at one address until disposed. One accept at a time.</summary>
public interface ITransportListener : IAsyncDisposable
{
    /// <summary>The next connection, or null once the listener is disposed.</summary>
    /// <exception cref="IOException">This accept failed (for want of descriptors, for example); the listener goes on.</exception>
    ValueTask<TransportConnection?> AcceptAsync();
}
