using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;

namespace Rpc.Transports;

/// <summary>One connected, reliable, ordered stream of bytes in both directions: what a transport of one's own implements. <see cref="Over(Stream, string)"/> makes one of any stream, <see cref="WrappedConnection"/> goes around one.</summary>
/// <remarks>
/// Who may call what: at most one receive is under way at a time, and at most one send; a receive and a send may overlap.
/// The blocking operations are legal only while <see cref="CanBlock"/> is true; the first asynchronous receive may turn it false for good.
/// <see cref="Abort"/> may be called by anybody at any time and makes pending operations fail.
/// Failures are <see cref="IOException"/>; an orderly end is a receive of 0 bytes, after all that the peer sent. What was received before an abort on this side may be lost.
/// An asynchronous-only connection gives false for <see cref="CanBlock"/> and <see cref="HasInput"/>, and throws <see cref="NotSupportedException"/> from the blocking operations:
/// <see cref="Receive"/>, <see cref="TrySend"/> and <see cref="Send"/>.
/// After an asynchronous operation has completed its buffer belongs to the caller again.
/// </remarks>
public abstract class TransportConnection : IDisposable
{
    /// <summary>A connection over any duplex stream, which it owns from now on. Reading and writing at the same time must be allowed; reading ends with 0 bytes.</summary>
    /// <param name="stream">Disposed when the connection ends.</param>
    /// <param name="remoteAddress">The peer's address, for logs and errors.</param>
    public static TransportConnection Over(Stream stream, string remoteAddress)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(remoteAddress);
        return new StreamConnection(stream, remoteAddress);
    }

    /// <summary>A connection over a pair of pipes, as another transport's library gives them. Both are completed when the connection ends, and used by nobody else.</summary>
    /// <param name="pipe">What comes from the peer is its input.</param>
    /// <param name="remoteAddress">The peer's address, for logs and errors.</param>
    public static TransportConnection Over(IDuplexPipe pipe, string remoteAddress)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentException.ThrowIfNullOrEmpty(remoteAddress);
        return new PipeConnection(pipe, remoteAddress);
    }

    /// <summary>The peer's address, for logs and for the call context.</summary>
    public abstract string RemoteAddress { get; }

    /// <summary>Whether nobody between the two ends can read or change the bytes.</summary>
    public virtual bool IsEncrypted => false;

    /// <summary>The certificate by which the peer has proved who it is; null where it showed none, or none that this side accepts. Known once <see cref="OpenAsync"/> has completed. Owned by the connection.</summary>
    public virtual X509Certificate2? PeerCertificate => null;

    /// <summary>Why this side does not accept the peer although the transport works. The peer shall be told so, and nothing else of what it says counts. Null where it is accepted.</summary>
    internal virtual PeerRefusal? PeerRefusal => null;

    /// <summary>What the transport itself has to settle with the peer before bytes can travel: TLS shakes hands here. Called once, before everything else but <see cref="Abort"/>.</summary>
    /// <exception cref="IOException">They did not agree, or the connection broke; the message says why.</exception>
    public virtual ValueTask OpenAsync() => ValueTask.CompletedTask;

    /// <summary>The user id of the process at the other end of a Unix socket, where the operating system tells it; null otherwise.</summary>
    public virtual long? PeerUserId => null;

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
