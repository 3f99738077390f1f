using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>Who reads. A connection that only makes sync calls is read by the thread that waits; any other has a standing reader.</content>
/// <remarks>
/// Invariants, under <c>_readerLock</c>: at most one reader at a time (<c>_reader</c>); <c>_input</c> and <c>_assembler</c> are touched only by it;
/// a thread in <c>_parked</c> waits for its answer or for a chance to read, and gets a signal whenever the connection has no reader.
/// <c>_inline</c> is not zero while the reader is inside a handler; whoever turns it to zero goes on as the reader's owner:
/// the reader itself when the handler returns, or the one who takes the reading over because the handler blocks.
/// </remarks>
internal sealed partial class RpcConnection
{
    private readonly Lock _readerLock = new();
    private readonly List<PendingCall> _parked = [];
    private ReaderKind _reader;
    private bool _standingWanted;
    private InputBuffer _input;
    private IncomingCall? _inlineCall;
    private long _inline;
    private long _lastInline;
    private long _lastInput;
    private int _unansweredPings;

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

    private enum ReaderKind
    {
        None,
        Caller,
        Standing,
    }

    private enum ReadStep
    {
        NeedsInput,
        LostReader,
        NeedsElasticThread,
    }

    /// <summary>Whether the clock looks at this connection often; owned by the clock.</summary>
    public bool IsActive { get; set; }

    /// <summary>Ticks without activity; owned by the clock.</summary>
    public int QuietTicks { get; set; }

    public override void Wait(PendingCall call)
    {
        // A handler that is about to block must not keep its connection from being read, least of all when that is this one.
        if (IncomingCall.Current is { InlineToken: not 0 } outer)
        {
            outer.Channel.BeforeBlocking(outer, standing: outer.Channel != this);
        }

        SyncWaiter waiter = call.Waiter!;
        while (!call.IsCompleted)
        {
            if (TryBecomeReader(call))
            {
                if (ReadUntil(call))
                {
                    GiveUpReading();
                }
            }
            else
            {
                // The clock completes the call at its deadline; the bound here only keeps a fault from becoming a hang.
                waiter.Wait(milliseconds: 5_000)?.Run();
            }
        }

        Unpark(call);
        while (waiter.TakeNested() is { } nested)
        {
            nested.Run();
        }
    }

    public override void BeforeBlocking(IncomingCall call, bool standing) => TakeReadingOver(call.InlineToken, blocked: true, standing);

    public override void HandlerEntering(IncomingCall call)
    {
        if (call.InlineToken != 0 && call.Target.PaceOf(call.Header.Method).IsBlocking)
        {
            TakeReadingOver(call.InlineToken, blocked: false, standing: true);
        }
    }

    /// <summary>The clock's look: handlers that hold the reader, deadlines. Says whether to look again at once, and whether anything goes on.</summary>
    public (bool Watch, bool Busy) OnTick(long now)
    {
        long inline = Volatile.Read(ref _inline);
        if (inline != 0 && inline == _clock.SeenInline)
        {
            TakeReadingOver(inline, blocked: true, standing: true);
        }

        long last = Volatile.Read(ref _lastInline);
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

        bool watch = inline != 0 || _clock.WatchTicks > 0;
        return (watch, watch || pending || incoming);
    }

    /// <summary>The clock's slow look: silence, and input that nobody is there to read.</summary>
    public void OnSecond(long now)
    {
        FailExpired(now);
        _incoming.CancelExpired(now);
        if (_reader == ReaderKind.None && _transport.CanBlock && _transport.HasInput)
        {
            ElasticThreads.Run(static connection => ((RpcConnection)connection!).ReadOnce(), this);
        }

        double interval = Limits.KeepAliveInterval.TotalMilliseconds;
        if (now - Volatile.Read(ref _lastInput) < interval * (_unansweredPings + 1))
        {
            return;
        }

        if (_unansweredPings >= 2)
        {
            RpcLog.PeerSilent(Logger, PeerAddress, _unansweredPings);
            RpcMetrics.CountRefused("PeerSilent");
            End($"the peer did not answer {_unansweredPings} pings");
            return;
        }

        _unansweredPings++;
        _output.AddControl(FrameType.Ping, 0, default);
        FlushWithoutBlocking();
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
            FlushWithoutBlocking();
        }
    }

    private void Activate()
    {
        if (!IsActive)
        {
            ConnectionClock.Activate(this);
        }
    }

    private bool TryBecomeReader(PendingCall call)
    {
        lock (_readerLock)
        {
            if (_reader == ReaderKind.None && !_standingWanted && _closing == 0)
            {
                _reader = ReaderKind.Caller;
                _parked.Remove(call);
                return true;
            }

            if (!_parked.Contains(call))
            {
                _parked.Add(call);
            }

            return false;
        }
    }

    /// <summary>A thread leaves its wait. If it was woken to read and has its answer instead, the next one is woken.</summary>
    private void Unpark(PendingCall call)
    {
        lock (_readerLock)
        {
            if (_parked.Remove(call) && _reader == ReaderKind.None)
            {
                NextReader();
            }
        }
    }

    private void GiveUpReading()
    {
        lock (_readerLock)
        {
            _reader = ReaderKind.None;
            NextReader();
        }
    }

    /// <summary>Finds the connection a reader when it has none. Under the lock.</summary>
    private void NextReader()
    {
        if (_closing != 0)
        {
            return;
        }

        if (_standingWanted)
        {
            _reader = ReaderKind.Standing;
            ElasticThreads.Run(static connection => _ = ((RpcConnection)connection!).ReadStandingAsync(), this);
        }
        else if (_parked.Count > 0)
        {
            _parked[^1].Waiter?.Signal();
        }
    }

    private void EnsureStandingReader()
    {
        if (Volatile.Read(ref _standingWanted))
        {
            return;
        }

        lock (_readerLock)
        {
            if (!_standingWanted)
            {
                _standingWanted = true;
                if (_reader == ReaderKind.None)
                {
                    NextReader();
                }
            }
        }
    }

    private void WakeParked()
    {
        lock (_readerLock)
        {
            foreach (PendingCall call in _parked)
            {
                call.Waiter?.Signal();
            }
        }
    }

    /// <summary>Goes on reading elsewhere while a handler holds the thread that read until now. Only the first taker of a token succeeds.</summary>
    /// <param name="token">The handler's token.</param>
    /// <param name="blocked">Whether the handler has proved that it blocks; its method is not run on shared threads for a while.</param>
    /// <param name="standing">Whether somebody must read from now on. Not when the handler's own thread is about to read this connection itself.</param>
    private void TakeReadingOver(long token, bool blocked, bool standing)
    {
        IncomingCall? call = _inlineCall;
        if (Interlocked.CompareExchange(ref _inline, 0, token) != token)
        {
            return;
        }

        call!.InlineToken = 0;
        if (blocked)
        {
            call.Target.PaceOf(call.Header.Method).Blocked();
        }

        _incoming.Add(call);
        _input = _input.SplitRemainder();
        FlushWithoutBlocking();
        lock (_readerLock)
        {
            _reader = ReaderKind.None;
            _standingWanted |= standing || !_transport.CanBlock;
            NextReader();
        }
    }

    /// <summary>For threads that must not wait for output: readers and the clock.</summary>
    private void FlushWithoutBlocking()
    {
        if (_transport.CanBlock)
        {
            _output.FlushFromBlockingReader();
        }
        else
        {
            _output.FlushSoon();
        }
    }

    /// <summary>Reads on the thread of a sync caller until its answer is there or a standing reader is wanted. False when the reading was taken over.</summary>
    private bool ReadUntil(PendingCall call)
    {
        try
        {
            while (!call.IsCompleted && _closing == 0)
            {
                if (ProcessInput(call) == ReadStep.LostReader)
                {
                    return false;
                }

                FlushWithoutBlocking();
                if (call.IsCompleted || Volatile.Read(ref _standingWanted))
                {
                    return true;
                }

                Receive();
            }
        }
        catch (ProtocolException exception)
        {
            EndBroken(exception);
        }
        catch (IOException exception)
        {
            End(exception.Message);
        }

        return true;
    }

    private void Receive()
    {
        int received = _transport.Receive(_input.Free().Span);
        if (received == 0)
        {
            End("the peer closed the connection");
        }
        else if (received > 0)
        {
            OnReceived(received);
        }
    }

    private void OnReceived(int count)
    {
        _input.Received(count);
        Volatile.Write(ref _lastInput, Environment.TickCount64);
        _unansweredPings = 0;
    }

    /// <summary>Reads what came in while nobody was waiting.</summary>
    private void ReadOnce()
    {
        lock (_readerLock)
        {
            if (_reader != ReaderKind.None || _standingWanted || _closing != 0)
            {
                return;
            }

            _reader = ReaderKind.Caller;
        }

        try
        {
            Receive();
            if (ProcessInput(caller: null) != ReadStep.LostReader)
            {
                FlushWithoutBlocking();
                GiveUpReading();
            }
        }
        catch (ProtocolException exception)
        {
            EndBroken(exception);
        }
        catch (IOException exception)
        {
            End(exception.Message);
        }
    }

    private async Task ReadStandingAsync()
    {
        try
        {
            while (_closing == 0)
            {
                ReadStep step = ProcessInput(caller: null);
                if (step == ReadStep.LostReader)
                {
                    return;
                }

                if (step == ReadStep.NeedsElasticThread)
                {
                    await ElasticThreads.SwitchAsync();
                    continue;
                }

                _output.FlushSoon();
                int received = await _transport.ReceiveAsync(_input.Free()).ConfigureAwait(false);
                if (received == 0)
                {
                    End("the peer closed the connection");
                    return;
                }

                OnReceived(received);
            }
        }
        catch (ProtocolException exception)
        {
            EndBroken(exception);
        }
        catch (IOException exception)
        {
            End(exception.Message);
        }
        catch (Exception exception)
        {
            RpcLog.Fault(Logger, exception);
            End($"a fault of this side: {exception.Message}", RpcStatus.Internal);
        }
    }
}
