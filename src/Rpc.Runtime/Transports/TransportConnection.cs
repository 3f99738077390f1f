namespace Rpc.Transports;

/// <summary>One connected, reliable, ordered stream of bytes in both directions.</summary>
/// <remarks>
/// Who may call what: at most one receive is under way at a time, and at most one send; a receive and a send may overlap.
/// The blocking operations are legal only while <see cref="CanBlock"/> is true; the first asynchronous receive may turn it false for good.
/// <see cref="Abort"/> may be called by anybody at any time and makes pending operations fail.
/// Failures are <see cref="IOException"/>; an orderly end is a receive of 0 bytes.
/// </remarks>
public abstract class TransportConnection : IDisposable
{
    /// <summary>The peer's address, for logs and for the call context.</summary>
    public abstract string RemoteAddress { get; }

    /// <summary>Whether a thread can block in <see cref="Receive"/> without a second thread behind it.</summary>
    public abstract bool CanBlock { get; }

    /// <summary>Blocks until bytes are there. Gives their number, 0 at the end of the stream, or -1 when nothing came within about 50 ms.</summary>
    public abstract int Receive(Span<byte> buffer);

    /// <summary>From now on <see cref="Receive"/> may wait a second, because nobody's deadline depends on its return: a connection that is silent for long wakes its thread seldom.</summary>
    public virtual void BlockLonger()
    {
    }

    /// <summary>Receives without waiting: -1 when nothing is there. Legal while <see cref="CanBlock"/> is true.</summary>
    public virtual int TryReceive(Span<byte> buffer) => HasInput ? Receive(buffer) : -1;

    /// <summary>Whether <see cref="Receive"/> would return at once.</summary>
    public abstract bool HasInput { get; }

    /// <summary>Receives at least one byte; 0 at the end of the stream.</summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Blocks until all bytes are handed to the operating system. Legal while <see cref="CanBlock"/> is true.</summary>
    public abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Completes when all bytes are handed to the operating system.</summary>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Hands over as many bytes as the operating system takes within two milliseconds, and gives their number. Legal while <see cref="CanBlock"/> is true.</summary>
    public abstract int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Asks for small buffers below this stream, where there are any.</summary>
    internal virtual void LimitBuffers(int bytes)
    {
    }

    /// <summary>Turns <see cref="CanBlock"/> false for good: everything is asynchronous from here on.</summary>
    public virtual void StopBlocking()
    {
    }

    /// <summary>Ends this side's direction in order: the peer receives 0 after all that was sent, and this side can go on receiving. Nothing is sent afterwards. Unless overridden, <see cref="Abort"/>.</summary>
    public virtual void EndSending() => Abort();

    /// <summary>Ends both directions now.</summary>
    public abstract void Abort();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the connection.</summary>
    protected virtual void Dispose(bool disposing) => Abort();
}
