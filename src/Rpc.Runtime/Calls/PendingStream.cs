using System.Buffers;
using System.Threading.Channels;

namespace Rpc.Calls;

/// <summary>The receiving end of a stream: keeps what arrived until its reader takes it, and allows the writer as much as the reader took.</summary>
/// <remarks>
/// Invariants: <c>_owed</c> is what the writer was allowed less what arrived. <c>_age</c> belongs to the reader. <c>_window</c> is used under a lock of its own, because the end of
/// the call that a stream is an argument of closes it whatever its reader does; nothing is asked of it once <c>_windowClosed</c>.
/// </remarks>
internal sealed class PendingStream : PendingCall
{
    private readonly Channel<(ArraySegment<byte> Bytes, long At)> _arrived = Channel.CreateUnbounded<(ArraySegment<byte>, long)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly StreamWindow _window;
    private readonly int _longestItem;
    private long _owed;
    private long _age;
    private bool _windowClosed;

    public PendingStream(CallChannel channel, int mostWindow = int.MaxValue)
    {
        _window = new StreamWindow(channel.Limits, channel.Streams, mostWindow);
        _longestItem = channel.Limits.MaxMessageBytes;
    }

    public override bool IsCompleted => _arrived.Reader.Completion.IsCompleted;

    public override bool BelongsToRunning => IsFlow;

    /// <summary>Who follows the stream to its end; null while nobody listens.</summary>
    public ClientTrace? Trace { get; init; }

    /// <summary>Whether it is an argument of a call that the peer made.</summary>
    public bool IsFlow { get; init; }

    /// <summary>Set when this side sees more bytes than it allowed: the peer ignores credit.</summary>
    public bool IsAbused => Interlocked.Read(ref _owed) < -_longestItem;

    /// <summary>Allows the writer to begin. Called once, when the call has been started.</summary>
    public void Open()
    {
        int credit;
        lock (_window)
        {
            credit = _windowClosed ? 0 : _window.Open(Environment.TickCount64);
        }

        Grant(credit);
    }

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
            lock (_window)
            {
                _window.Waited();
            }
        }

        return here;
    }

    /// <summary>Waits until there are bytes; false at the end.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken = default) => _arrived.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Gives bytes back, and credit for them once half a window has been read.</summary>
    public void Consumed(ArraySegment<byte> segment)
    {
        ArrayPool<byte>.Shared.Return(segment.Array!);
        int credit;
        lock (_window)
        {
            credit = _windowClosed ? 0 : _window.Read(segment.Count, _age, Environment.TickCount64);
        }

        if (credit > 0)
        {
            Grant(credit);
        }
    }

    /// <summary>Ends the call: the writer is told to stop when it has not ended.</summary>
    public void Stop()
    {
        bool left = Route is { } route && route.Channel.Abandon(this);
        if (left)
        {
            _arrived.Writer.TryComplete();
        }

        while (_arrived.Reader.TryRead(out (ArraySegment<byte> Bytes, long At) unread))
        {
            ArrayPool<byte>.Shared.Return(unread.Bytes.Array!);
        }

        EndTrace(left);
        CloseWindow();
        Reset();
    }

    /// <summary>Ends it from outside, whatever its reader does: what has not been read is for nobody.</summary>
    public void EndWith(Exception error)
    {
        if (Route is { } route && route.Channel.Abandon(this))
        {
            SetError(error);
        }

        CloseWindow();
    }

    private void EndTrace(bool left)
    {
        if (Trace is null)
        {
            return;
        }

        if (left)
        {
            Trace.Leave();
        }
        else if (_arrived.Reader.Completion.Exception?.InnerException is { } failure)
        {
            Trace.End(failure);
        }
        else
        {
            Trace.End();
        }
    }

    private void CloseWindow()
    {
        lock (_window)
        {
            if (!_windowClosed)
            {
                _windowClosed = true;
                _window.Close();
            }
        }
    }

    private void Grant(int bytes)
    {
        Interlocked.Add(ref _owed, bytes);
        Route?.Channel.GrantCredit(Id, bytes);
    }
}
