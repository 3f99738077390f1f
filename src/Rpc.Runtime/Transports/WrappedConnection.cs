using System.Security.Cryptography.X509Certificates;

namespace Rpc.Transports;

/// <summary>A connection around another one, to which it hands everything on: derive from it to change what you mean to change, and what is known of the peer stays known.</summary>
/// <param name="inner">Belongs to this connection from now on.</param>
public abstract class WrappedConnection(TransportConnection inner) : TransportConnection
{
    /// <inheritdoc/>
    public override string RemoteAddress => inner.RemoteAddress;

    /// <inheritdoc/>
    public override bool IsEncrypted => inner.IsEncrypted;

    /// <inheritdoc/>
    public override X509Certificate2? PeerCertificate => inner.PeerCertificate;

    /// <inheritdoc/>
    public override long? PeerUserId => inner.PeerUserId;

    /// <inheritdoc/>
    public override bool CanBlock => inner.CanBlock;

    /// <inheritdoc/>
    public override bool HasInput => inner.HasInput;

    internal override PeerRefusal? PeerRefusal => inner.PeerRefusal;

    /// <inheritdoc/>
    public override ValueTask OpenAsync() => inner.OpenAsync();

    /// <inheritdoc/>
    public override int Receive(Span<byte> buffer) => inner.Receive(buffer);

    /// <inheritdoc/>
    public override void BlockLonger() => inner.BlockLonger();

    /// <inheritdoc/>
    public override int TryReceive(Span<byte> buffer) => inner.TryReceive(buffer);

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => inner.ReceiveAsync(buffer);

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes) => inner.Send(bytes);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => inner.SendAsync(bytes);

    /// <inheritdoc/>
    public override int TrySend(ReadOnlySpan<byte> bytes) => inner.TrySend(bytes);

    /// <inheritdoc/>
    public override void StopBlocking() => inner.StopBlocking();

    /// <inheritdoc/>
    public override void EndSending() => inner.EndSending();

    /// <inheritdoc/>
    public override void Abort() => inner.Abort();

    internal override void LimitBuffers(int bytes) => inner.LimitBuffers(bytes);
}
