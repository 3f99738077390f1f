using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Rpc.Transports;

/// <summary>A stream of bytes between two ends in one process, over a pair of pipes.</summary>
/// <remarks>Invariant, under <c>_gate</c>: after <c>_aborted</c> is set neither pipe is touched any more, so nobody copies out of memory that a completed pipe has given back.</remarks>
internal sealed class MemoryConnection(string name, PipeReader input, PipeWriter output) : TransportConnection
{
    private static readonly PipeOptions s_options = new(useSynchronizationContext: false);

    private readonly Lock _gate = new();
    private bool _aborted;

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
            return Take(await input.ReadAsync().ConfigureAwait(false), buffer.Span);
        }
        catch (InvalidOperationException exception)
        {
            throw Closed("receiving", exception);
        }
    }

    public override int TrySend(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("An in-memory connection has no blocking send.");

    public override void Send(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("An in-memory connection has no blocking send.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            FlushResult result = await Write(bytes).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                throw Closed("sending");
            }

            if (result.IsCompleted)
            {
                throw new IOException("sending failed: the peer closed the connection");
            }
        }
        catch (InvalidOperationException exception)
        {
            throw Closed("sending", exception);
        }
    }

    public override void EndSending()
    {
        lock (_gate)
        {
            if (!_aborted)
            {
                output.Complete();
            }
        }
    }

    public override void Abort()
    {
        lock (_gate)
        {
            if (_aborted)
            {
                return;
            }

            _aborted = true;

            // What is pending on this side returns as cancelled; the peer reads the end, and has nobody to send to.
            output.CancelPendingFlush();
            input.CancelPendingRead();
            output.Complete();
            input.Complete();
        }
    }

    private static IOException Closed(string what, Exception? inner = null) => new($"{what} failed: the connection was closed on this side", inner);

    private ValueTask<FlushResult> Write(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            return _aborted ? throw Closed("sending") : output.WriteAsync(bytes);
        }
    }

    private int Take(ReadResult result, Span<byte> buffer)
    {
        lock (_gate)
        {
            if (_aborted || result.IsCanceled)
            {
                throw Closed("receiving");
            }

            int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
            System.Buffers.BuffersExtensions.CopyTo(result.Buffer.Slice(0, count), buffer);
            input.AdvanceTo(result.Buffer.GetPosition(count));
            return count;
        }
    }
}
