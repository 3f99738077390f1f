using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>What the clock does for a connection: deadlines, keep-alive, handlers that hold their reader, input that nobody is there to read.</content>
internal sealed partial class RpcConnection
{
    private const int WatchedTicks = 20;
    private const int SweepMilliseconds = 15;

    private readonly ClockState _clock = new();

    /// <summary>What the clock remembers between two looks; touched by its thread only.</summary>
    private sealed class ClockState
    {
        public long SeenInline { get; set; }

        public long LastInline { get; set; }

        public int WatchTicks { get; set; }

        public long LastSweep { get; set; }

        public List<PendingCall> Expired { get; } = [];
    }

    /// <summary>Whether the clock looks at this connection often; owned by the clock.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether there is anything for the clock to look after.</summary>
    public bool IsBusy => _inline.Token != 0 || _pending.Count > 0 || _incoming.Count > 0;

    /// <summary>Ticks without activity; owned by the clock.</summary>
    public int QuietTicks { get; set; }

    /// <summary>The clock's look, which never throws: one connection's fault must not stop time for the others.</summary>
    public (bool Watch, bool Busy) TryTick(long now)
    {
        try
        {
            return OnTick(now);
        }
        catch (Exception exception)
        {
            EndFaulty(exception);
            return (false, false);
        }
    }

    /// <inheritdoc cref="TryTick"/>
    public void TrySecond(long now)
    {
        try
        {
            OnSecond(now);
        }
        catch (Exception exception)
        {
            EndFaulty(exception);
        }
    }

    /// <summary>The clock's look: handlers that hold the reader, deadlines. Says whether to look again at once, and whether anything goes on.</summary>
    private (bool Watch, bool Busy) OnTick(long now)
    {
        long inline = _inline.Token;
        if (inline != 0 && inline == _clock.SeenInline && _inline.IsEntered)
        {
            TakeReadingOver(inline, blocked: true, standing: true);
        }

        long last = _inline.Last;
        _clock.WatchTicks = last != _clock.LastInline ? WatchedTicks : Math.Max(0, _clock.WatchTicks - 1);
        _clock.LastInline = last;
        _clock.SeenInline = inline;
        bool pending = _pending.Count > 0;
        bool incoming = _incoming.Count > 0;
        if ((pending || incoming) && now - _clock.LastSweep >= SweepMilliseconds)
        {
            _clock.LastSweep = now;
            FailExpired(now);
            _incoming.CancelExpired(now);
        }

        if (_output.Unsent > 0)
        {
            _output.FlushSoon();
        }

        bool watch = inline != 0 || _clock.WatchTicks > 0;
        return (watch, watch || pending || incoming);
    }

    /// <summary>The clock's slow look: silence, and input that nobody is there to read.</summary>
    private void OnSecond(long now)
    {
        FailExpired(now);
        _incoming.CancelExpired(now);
        try
        {
            DropStalled(now);
        }
        catch (ProtocolException exception)
        {
            EndBroken(exception);
            return;
        }

        if (_reader.IsFree && _transport.CanBlock && _transport.HasInput)
        {
            ElasticThreads.Run(static connection => ((RpcConnection)connection!).ReadOnce(), this);
        }

        if (_output.IsStalled(now, Limits.SendTimeout))
        {
            EndBroken(new ProtocolException(ProtocolFault.AnswersUnread, $"the peer has read nothing for {Limits.SendTimeout} ({nameof(RpcLimits)}.{nameof(RpcLimits.SendTimeout)})"));
            return;
        }

        switch (_keepAlive.Judge(now))
        {
            case KeepAlive.Verdict.Ping:
                _output.AddControl(FrameType.Ping, 0, default);
                _output.FlushSoon();
                break;
            case KeepAlive.Verdict.Dead:
                RpcLog.PeerSilent(Logger, PeerAddress, _keepAlive.Unanswered);
                RpcMetrics.CountRefused("PeerSilent");
                End($"the peer did not answer {_keepAlive.Unanswered} pings");
                break;
            default:
                break;
        }
    }

    private void FailExpired(long now)
    {
        List<PendingCall> expired = _clock.Expired;
        _pending.TakeExpired(now, expired);
        foreach (PendingCall call in expired)
        {
            _output.AbortLong(FrameType.Request, call.Id);
            _output.AddControl(FrameType.Cancel, call.Id, default);
            call.SetError(RemoteErrors.DeadlineExceeded(call));
        }

        if (expired.Count > 0)
        {
            expired.Clear();
            _output.FlushSoon();
        }
    }

    private void Activate()
    {
        if (!IsActive)
        {
            ConnectionClock.Activate(this);
        }
    }
}
