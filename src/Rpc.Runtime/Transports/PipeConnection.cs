using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Rpc.Transports;

/// <summary>A connection over somebody else's pipes.</summary>
/// <remarks>Invariant, under <c>_gate</c>: whoever uses a pipe while <c>_aborted</c> is set completes it when he is done, and <see cref="Abort"/> completes what
/// nobody uses: a pipe is completed once, and never under the hands of a read or a write.</remarks>
internal sealed class PipeConnection(IDuplexPipe pipe, string remoteAddress) : TransportConnection
{
    private readonly Lock _gate = new();
    private bool _receiving;
    private bool _sending;
    private bool _sendEnded;
    private bool _aborted;

    public override string RemoteAddress => remoteAddress;

    public override bool CanBlock => false;

    public override bool HasInput => false;

    public override int Receive(Span<byte> buffer) => throw new NotSupportedException("A connection over pipes has no blocking receive.");

    public override int TrySend(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A connection over pipes has no blocking send.");

    public override void Send(ReadOnlySpan<byte> bytes) => throw new NotSupportedException("A connection over pipes has no blocking send.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        Begin(ref _receiving, "receiving");
        try
        {
            ReadResult result;
            int count;
            do
            {
                result = await pipe.Input.ReadAsync().ConfigureAwait(false);
                count = result.IsCanceled ? 0 : (int)Math.Min(result.Buffer.Length, buffer.Length);
                result.Buffer.Slice(0, count).CopyTo(buffer.Span);
                pipe.Input.AdvanceTo(result.Buffer.GetPosition(count));
            }
            while (count == 0 && !result.IsCanceled && !result.IsCompleted);
            return result.IsCanceled ? throw Closed("receiving") : count;
        }
        catch (Exception exception) when (exception is not IOException)
        {
            throw new IOException($"receiving failed: {exception.Message}", exception);
        }
        finally
        {
            lock (_gate)
            {
                _receiving = false;
                CompleteIfAborted(input: true);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        Begin(ref _sending, "sending");
        try
        {
            FlushResult result = await pipe.Output.WriteAsync(bytes).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                throw Closed("sending");
            }

            if (result.IsCompleted)
            {
                throw new IOException("sending failed: the peer closed the connection");
            }
        }
        catch (Exception exception) when (exception is not IOException)
        {
            throw new IOException($"sending failed: {exception.Message}", exception);
        }
        finally
        {
            lock (_gate)
            {
                _sending = false;
                CompleteIfAborted(input: false);
            }
        }
    }

    public override void EndSending()
    {
        lock (_gate)
        {
            if (!_aborted && !_sendEnded && !_sending)
            {
                _sendEnded = true;
                pipe.Output.Complete();
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
            if (_receiving)
            {
                pipe.Input.CancelPendingRead();
            }

            if (_sending)
            {
                pipe.Output.CancelPendingFlush();
            }

            CompleteIfAborted(input: true);
            CompleteIfAborted(input: false);
        }
    }

    private static IOException Closed(string what) => new($"{what} failed: the connection was closed on this side");

    private void Begin(ref bool busy, string what)
    {
        lock (_gate)
        {
            if (_aborted || (_sendEnded && what == "sending"))
            {
                throw Closed(what);
            }

            busy = true;
        }
    }

    private void CompleteIfAborted(bool input)
    {
        if (!_aborted || (input ? _receiving : _sending))
        {
            return;
        }

        if (input)
        {
            pipe.Input.Complete();
        }
        else if (!_sendEnded)
        {
            pipe.Output.Complete();
        }
    }
}
