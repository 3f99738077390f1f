using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Rpc.Transports;

/// <summary>A stream of bytes between two ends in one process, over a pair of pipes.</summary>
internal sealed class MemoryConnection(string name, PipeReader input, PipeWriter output) : TransportConnection
{
    private static readonly PipeOptions s_options = new(useSynchronizationContext: false);

    public override string RemoteAddress { get; } = name;

    public override bool CanBlock => false;

    public override bool HasInput => false;

    /// <summary>Both ends of a new stream.</summary>
    public static (MemoryConnection Client, MemoryConnection Server) Pair(string name)
    {
        var up = new Pipe(s_options);
        var down = new Pipe(s_options);
        return (new MemoryConnection($"mem:{name}", down.Reader, up.Writer), new MemoryConnection($"mem:{name}", up.Reader, down.Writer));
    }

    public override int Receive(Span<byte> buffer) => throw new NotSupportedException("An in-memory connection has no blocking receive.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            ReadResult result = await input.ReadAsync().ConfigureAwait(false);
            int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
            result.Buffer.Slice(0, count).CopyTo(buffer.Span);
            input.AdvanceTo(result.Buffer.GetPosition(count));
            return count;
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            throw new IOException("receiving failed: the connection was closed on this side", exception);
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("An in-memory connection has no blocking send.");

    public override void Send(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("An in-memory connection has no blocking send.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        FlushResult result;
        try
        {
            result = await output.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new IOException("sending failed: the connection was closed on this side", exception);
        }

        if (result.IsCompleted)
        {
            throw new IOException("sending failed: the peer closed the connection");
        }
    }

    public override void Abort()
    {
        // Completing a pipe's end while its other operation is under way is not allowed; cancelling and then completing what
        // this side writes is: the peer reads the end of the stream, and this side's pending read returns.
        output.CancelPendingFlush();
        input.CancelPendingRead();
        TryComplete();
    }

    private void TryComplete()
    {
        try
        {
            output.Complete();
        }
        catch (InvalidOperationException)
        {
            // A write is under way; it ends with the cancellation above.
        }
    }
}
