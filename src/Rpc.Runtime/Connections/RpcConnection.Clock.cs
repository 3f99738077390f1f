using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>What the clock does for a connection: deadlines, keep-alive, handlers that hold their reader, input that nobody is there to read.</content>
internal sealed partial class RpcConnection
{
    /// <summary>Calls whose deadline has passed; touched by the clock's thread only.</summary>
    private List<PendingCall>? _expired;
    private long _seenInline;

    /// <summary>Whether the clock looks at this connection often; owned by the clock.</summary>
    public bool IsActive { get; set; }

    /// <summary>Whether there is anything for the clock to look after.</summary>
    public bool IsBusy => _inline.Token != 0 || _pending.Count > 0 || _incoming.Count > 0;

    /// <summary>Ticks without activity; owned by the clock.</summary>
    public int QuietTicks { get; set; }

    /// <summary>The clock's look, which never throws: one connection's fault must not stop time for the others. Says whether anything goes on.</summary>
    public bool TryTick(long now)
    {
        try
        {
            return OnTick(now);
        }
        catch (Exception exception)
        {
            EndFaulty(exception);
            return false;
        }
    }

    /// <summary>A thread has been inside the handler or continuation with that token since the clock's last look: somebody else reads on, if it began long enough ago.</summary>
    public void TryTakeReadingOver(long token)
    {
        try
        {
            if (_inline.IsHeld)
            {
                TakeReadingOver(token, blocked: true, standing: true);
            }
        }
        catch (Exception exception)
        {
            EndFaulty(exception);
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

    /// <summary>The clock's look: deadlines, and bytes that were left for somebody who did not come. Says whether anything goes on.</summary>
    private bool OnTick(long now)
    {
        bool busy = IsBusy;
        if (busy)
        {
            FailExpired(now);
            StopExpired(now);
        }

        _output.FlushSoon();
        return busy || _inline.Last != Interlocked.Exchange(ref _seenInline, _inline.Last);
    }

    /// <summary>The clock's slow look: silence, and input that nobody is there to read.</summary>
    private void OnSecond(long now)
    {
        FailExpired(now);
        StopExpired(now);
        _notes.Tell(this, _output.Unsent);
        References.ReleaseCollected(now);
        AskForSilentPosted();
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
                AskAfterPosted();
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
        List<PendingCall> expired = _expired ??= [];
        _pending.TakeExpired(now, expired);
        foreach (PendingCall call in expired)
        {
            _output.AbortLong(FrameType.Request, call.Id);
            _output.AddControl(FrameType.Cancel, call.Id, default);
            CallFailures.TimedOut(Logger, call.What, call.Uri, call.CorrelationId);
            call.SetError(RemoteErrors.DeadlineExceeded(call));
        }

        if (expired.Count > 0)
        {
            expired.Clear();
            _output.FlushSoon();
        }
    }

    private void StopExpired(long now) => CallFailures.Stopped(this, _incoming.CancelExpired(now), nameof(RpcStatus.DeadlineExceeded));

    private void Activate()
    {
        if (!IsActive)
        {
            ConnectionClock.Activate(this);
        }
    }
}
