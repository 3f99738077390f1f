using System.Buffers;
using System.Threading.Channels;

namespace Rpc.Calls;

/// <summary>The receiving end of a stream: keeps what arrived until its reader takes it, and allows the writer as much as the reader took.</summary>
internal sealed class PendingStream(RpcLimits limits) : PendingCall
{
    private readonly Channel<ArraySegment<byte>> _arrived = Channel.CreateUnbounded<ArraySegment<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly int _window = limits.StreamWindowBytes;
    private readonly int _longestItem = limits.MaxMessageBytes;
    private long _owed = limits.StreamWindowBytes;
    private int _toGrant;

    public override bool IsCompleted => _arrived.Reader.Completion.IsCompleted;

    /// <summary>What the writer may send at first.</summary>
    public int Window => _window;

    /// <summary>Set when this side sees more bytes than it allowed: the peer ignores credit.</summary>
    public bool IsAbused => Interlocked.Read(ref _owed) < -_longestItem;

    public override bool TryAddItems(ReadOnlySpan<byte> body)
    {
        Interlocked.Add(ref _owed, -body.Length);
        byte[] copy = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(copy);
        _arrived.Writer.TryWrite(new ArraySegment<byte>(copy, 0, body.Length));
        return true;
    }

    public override bool TryEndStream() => _arrived.Writer.TryComplete();

    public override void SetReply(ReadOnlySpan<byte> body) => SetError(new RpcException(RpcStatus.Internal, $"{What} at {Uri} answered with a single result where a stream was expected.", RpcOutcome.Completed, RpcErrorReason.ProtocolViolation));

    public override void SetError(Exception error) => _arrived.Writer.TryComplete(error);

    /// <summary>The next bytes, holding one item or more, if some are here. The caller gives them back with <see cref="Consumed"/>.</summary>
    public bool TryNext(out ArraySegment<byte> segment) => _arrived.Reader.TryRead(out segment);

    /// <summary>Waits until there are bytes; false at the end.</summary>
    public ValueTask<bool> WaitAsync() => _arrived.Reader.WaitToReadAsync();

    /// <summary>Gives bytes back, and credit for them once half a window has been read.</summary>
    public void Consumed(ArraySegment<byte> segment)
    {
        ArrayPool<byte>.Shared.Return(segment.Array!);
        _toGrant += segment.Count;
        if (_toGrant >= _window / 2)
        {
            Interlocked.Add(ref _owed, _toGrant);
            Route!.Channel.GrantCredit(Id, _toGrant);
            _toGrant = 0;
        }
    }

    /// <summary>Ends the call: the writer is told to stop when it has not ended.</summary>
    public void Stop()
    {
        if (Route is { } route && route.Channel.Abandon(this))
        {
            _arrived.Writer.TryComplete();
        }

        while (_arrived.Reader.TryRead(out ArraySegment<byte> segment))
        {
            ArrayPool<byte>.Shared.Return(segment.Array!);
        }

        Reset();
    }
}
