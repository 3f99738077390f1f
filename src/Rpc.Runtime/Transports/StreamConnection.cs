using System.Runtime.CompilerServices;

namespace Rpc.Transports;

/// <summary>A connection over somebody else's stream, which it owns.</summary>
internal sealed class StreamConnection(Stream stream, string remoteAddress) : TransportConnection
{
    private readonly CancellationTokenSource _abort = new();

    public override string RemoteAddress => remoteAddress;

    public override bool CanBlock => false;

    public override bool HasInput => false;

    public override int Receive(Span<byte> buffer) => throw new NotSupportedException("A connection over a stream has no blocking receive.");

    public override int TrySend(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A connection over a stream has no blocking send.");

    public override void Send(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A connection over a stream has no blocking send.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            int received = await stream.ReadAsync(buffer, _abort.Token).ConfigureAwait(false);
            return received == 0 && _abort.IsCancellationRequested ? throw Closed("receiving") : received;
        }
        catch (Exception exception) when (exception is not IOException)
        {
            throw Closed("receiving", exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stream.WriteAsync(bytes, _abort.Token).ConfigureAwait(false);
            await stream.FlushAsync(_abort.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not IOException)
        {
            throw Closed("sending", exception);
        }
    }

    public override void Abort()
    {
        if (_abort.IsCancellationRequested)
        {
            return;
        }

        // The token for streams whose reads go on after they were disposed; disposing for those that take no token.
        _abort.Cancel();
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // What it still wanted to say reaches nobody.
        }
    }

    private IOException Closed(string what, Exception? inner = null) =>
        new(_abort.IsCancellationRequested ? $"{what} failed: the connection was closed on this side" : $"{what} failed: {inner?.Message}", inner);
}
