using System.Buffers;
using System.Threading.Channels;

namespace Rpc.Calls;

/// <summary>The receiving end of a stream: keeps what arrived until its reader takes it, and allows the writer as much as the reader took.</summary>
/// <remarks>Invariant: <c>_owed</c> is what the writer was allowed less what arrived. <c>_window</c> and <c>_age</c> belong to the reader.</remarks>
internal sealed class PendingStream : PendingCall
{
    private readonly Channel<(ArraySegment<byte> Bytes, long At)> _arrived = Channel.CreateUnbounded<(ArraySegment<byte>, long)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly StreamWindow _window;
    private readonly int _longestItem;
    private long _owed;
    private long _age;

    public PendingStream(CallChannel channel)
    {
        _window = new StreamWindow(channel.Limits, channel.Streams);
        _longestItem = channel.Limits.MaxMessageBytes;
    }

    public override bool IsCompleted => _arrived.Reader.Completion.IsCompleted;

    /// <summary>Set when this side sees more bytes than it allowed: the peer ignores credit.</summary>
    public bool IsAbused => Interlocked.Read(ref _owed) < -_longestItem;

    /// <summary>Allows the writer to begin. Called once, when the call has been started.</summary>
    public void Open() => Grant(_window.Open(Environment.TickCount64));

    public override bool TryAddItems(ReadOnlySpan<byte> body)
    {
        Interlocked.Add(ref _owed, -body.Length);
        byte[] copy = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(copy);
        _arrived.Writer.TryWrite((new ArraySegment<byte>(copy, 0, body.Length), Environment.TickCount64));
        return true;
    }

    public override bool TryEndStream() => _arrived.Writer.TryComplete();

    public override void SetReply(ReadOnlySpan<byte> body) => SetError(new RpcException(RpcStatus.Internal, $"{What} at {Uri} answered with a single result where a stream was expected.", RpcOutcome.Completed, RpcErrorReason.ProtocolViolation));

    public override void SetError(Exception error) => _arrived.Writer.TryComplete(error);

    /// <summary>The next bytes, holding one item or more, if some are here. The caller gives them back with <see cref="Consumed"/> before it asks for more.</summary>
    public bool TryNext(out ArraySegment<byte> segment)
    {
        bool here = _arrived.Reader.TryRead(out (ArraySegment<byte> Bytes, long At) next);
        segment = next.Bytes;
        if (here)
        {
            _age = Environment.TickCount64 - next.At;
        }
        else
        {
            _window.Waited();
        }

        return here;
    }

    /// <summary>Waits until there are bytes; false at the end.</summary>
    public ValueTask<bool> WaitAsync() => _arrived.Reader.WaitToReadAsync();

    /// <summary>Gives bytes back, and credit for them once half a window has been read.</summary>
    public void Consumed(ArraySegment<byte> segment)
    {
        ArrayPool<byte>.Shared.Return(segment.Array!);
        if (_window.Read(segment.Count, _age, Environment.TickCount64) is > 0 and int credit)
        {
            Grant(credit);
        }
    }

    /// <summary>Ends the call: the writer is told to stop when it has not ended.</summary>
    public void Stop()
    {
        if (Route is { } route && route.Channel.Abandon(this))
        {
            _arrived.Writer.TryComplete();
        }

        while (_arrived.Reader.TryRead(out (ArraySegment<byte> Bytes, long At) left))
        {
            ArrayPool<byte>.Shared.Return(left.Bytes.Array!);
        }

        _window.Close();
        Reset();
    }

    private void Grant(int bytes)
    {
        Interlocked.Add(ref _owed, bytes);
        Route!.Channel.GrantCredit(Id, bytes);
    }
}
