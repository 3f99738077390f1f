namespace Rpc.Transports;

/// <summary>Accepts connections at one address until disposed. One accept at a time; disposing may happen at any time, and more than once.</summary>
/// <remarks>The server accepts on one loop and shakes hands elsewhere, so an accept may complete at once. After a failed accept it waits 5 ms, doubled up to 1 s while they go on failing.</remarks>
public interface ITransportListener : IAsyncDisposable
{
    /// <summary>The next connection, or null once the listener is disposed.</summary>
    /// <exception cref="IOException">This accept failed (for want of descriptors, for example); the listener goes on.</exception>
    ValueTask<TransportConnection?> AcceptAsync();
}
