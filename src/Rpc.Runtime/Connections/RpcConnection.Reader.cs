using System.Diagnostics;
using Rpc.Calls;
using Rpc.Diagnostics;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>Who reads. A connection that only makes sync calls is read by the thread that waits; any other has a standing reader.</content>
/// <remarks><c>_input</c>, <c>_openChunk</c>, <c>_entering</c>, <c>_enteringHanded</c> and <c>_spareCall</c> are touched only by whoever holds <c>_reader</c>.</remarks>
internal sealed partial class RpcConnection
{
    /// <summary>Silence after which a connection gives up the thread that blocks for its input, when others need one.</summary>
    private const int BusyMilliseconds = 1_000;

    /// <summary>Silence after which a connection without a standing reader is looked at before it is used.</summary>
    private const int LookMilliseconds = 10;

    /// <summary>Receives for one waiting thread alone after which a reader that served many leaves the reading to it.</summary>
    private const int LastRounds = 32;

    /// <summary>Bytes that are received at once while a message in chunks is under way and no frame has begun.</summary>
    private const int BetweenChunks = 2 * 1024;

    private readonly ReaderRole _reader;
    private readonly InlineHandler _inline = new();
    private readonly BlockingSlot _slot;
    private readonly AdaptiveSpin _spin;
    private readonly YieldingWait _yielding;
    private volatile bool _awake;
    private InputBuffer _input;

    private enum ReadStep
    {
        NeedsInput,
        LostReader,
        NeedsElasticThread,
    }

    public override void Wait(PendingCall call)
    {
        ReadingThread.BeforeWaiting(this);
        SyncWaiter waiter = call.Waiter!;
        bool sent = false;
        while (!call.IsCompleted)
        {
            if (_reader.TryTake(call))
            {
                ReadUntil(call);
            }
            else
            {
                if (!sent)
                {
                    sent = true;
                    FlushUnlessReaderDoes();
                }

                _yielding.BeforeSleep(waiter);

                // The clock completes the call at its deadline; the bound here only keeps a fault from becoming a hang.
                waiter.Wait(milliseconds: 5_000)?.Run();
            }
        }

        _reader.Unpark(call);
        while (waiter.TakeNested() is { } nested)
        {
            nested.Run();
        }
    }

    public override void BeforeBlocking(long token, bool standing) => TakeReadingOver(token, blocked: true, standing);

    public override void HandlerEntering(IncomingCall call)
    {
        if (call.InlineToken != 0 && call.Target.PaceOf(call.Header.Method).IsBlocking)
        {
            TakeReadingOver(call.InlineToken, blocked: false, standing: true);
        }
    }

    /// <summary>Goes on reading elsewhere while a handler holds the thread that read until now. Only the first taker of a token succeeds.</summary>
    /// <param name="token">The handler's token.</param>
    /// <param name="blocked">Whether the handler has proved that it blocks; its method is not run on shared threads for a while.</param>
    /// <param name="standing">Whether somebody must read from now on. Not when the handler's own thread is about to read this connection itself.</param>
    private void TakeReadingOver(long token, bool blocked, bool standing)
    {
        if (!_inline.TryTakeOver(token, out IncomingCall? call))
        {
            return;
        }

        if (call is null)
        {
            _continuations.Blocked();
        }
        else
        {
            if (blocked)
            {
                call.Target.PaceOf(call.MethodNumber).Blocked();
            }

            Keep(call);
            _entering = call.IsEntered ? null : call;
            _enteringHanded = false;
        }

        _input = _input.SplitRemainder();
        StopReading(standing || !_transport.CanBlock);
    }

    /// <summary>Whether the reader is at work, outside user code, and sends what is added now before it sleeps.</summary>
    private bool IsReaderAwake => _awake && _inline.Token == 0;

    private void FlushUnlessReaderDoes()
    {
        if (!IsReaderAwake)
        {
            _output.FlushBlocking();
        }
    }

    /// <summary>From here on nobody relies on this reader to send. Whoever adds bytes looks at <c>_awake</c> after that, so that one of the two sends them.</summary>
    private void FallAsleep()
    {
        if (_awake)
        {
            _awake = false;
            Interlocked.MemoryBarrier();
        }

        _output.FlushSoon();
    }

    private void StopReading(bool standing = false)
    {
        FallAsleep();
        _reader.GiveUp(standing);
    }

    /// <summary>Reads on the thread of a sync caller until its answer is there, a standing reader is wanted, or the reading was taken over.</summary>
    private void ReadUntil(PendingCall call)
    {
        try
        {
            while (!call.IsCompleted && _closing == 0)
            {
                _awake = true;
                ReadStep step = ProcessInput(call);
                if (step == ReadStep.LostReader)
                {
                    return;
                }

                if (step == ReadStep.NeedsElasticThread || call.IsCompleted || _reader.IsStandingWanted)
                {
                    break;
                }

                _output.FlushSoon();
                Receive();
            }

            StopReading();
        }
        catch (Exception exception)
        {
            EndBecauseOf(exception);
            _reader.GiveUp();
        }
    }

    /// <summary>Reads on a thread of the runtime's own for many threads that wait, until they have become few.</summary>
    private void ReadShared()
    {
        try
        {
            for (int few = 0; _closing == 0 && few < LastRounds && !_reader.IsStandingWanted; few = _reader.IsShared ? 0 : few + 1)
            {
                _awake = true;
                if (ProcessInput(caller: null) == ReadStep.LostReader)
                {
                    return;
                }

                _output.FlushSoon();
                Receive();
            }

            StopReading();
        }
        catch (Exception exception)
        {
            EndBecauseOf(exception);
            _reader.GiveUp();
        }
    }

    private void Receive()
    {
        int received = ReceiveBlocking();
        if (received == 0)
        {
            End("the peer closed the connection");
        }
        else if (received > 0)
        {
            OnReceived(received);
        }
    }

    private int ReceiveBlocking()
    {
        Span<byte> free = FreeInput().Span;
        int received = _spin.TryReceive(_transport, free, _output);
        if (received < 0)
        {
            FallAsleep();
            received = _spin.Receive(_transport, free);
        }

        return received;
    }

    /// <summary>Where the next bytes go. Between the chunks of a message only a little is taken, so that the rest of the next one goes where it belongs without being copied.</summary>
    private Memory<byte> FreeInput()
    {
        if (_openChunk is { } open)
        {
            return open.Free;
        }

        Memory<byte> free = _input.Free();
        return _input.IsEmpty && free.Length > BetweenChunks && _assembler.IsBusy ? free[..BetweenChunks] : free;
    }

    private void OnReceived(int count)
    {
        if (_openChunk is { } open)
        {
            open.Received(count);
        }
        else
        {
            _input.Received(count);
        }

        _batchBegun = Stopwatch.GetTimestamp();
        _keepAlive.Heard();
    }

    /// <summary>A connection that nobody has read for a while may have ended, or its peer may be about to: looks before a call is risked on it.</summary>
    private void LookFirst()
    {
        if (_reader.IsFree && _transport.CanBlock && !_keepAlive.HeardWithin(LookMilliseconds) && _transport.HasInput)
        {
            ReadOnce();
        }
    }

    /// <summary>Reads what came in while nobody was waiting.</summary>
    private void ReadOnce()
    {
        if (!_reader.TryTakeBriefly())
        {
            return;
        }

        try
        {
            Receive();
            ReadStep step = ProcessInput(caller: null);
            if (step != ReadStep.LostReader)
            {
                StopReading(standing: step == ReadStep.NeedsElasticThread);
            }
        }
        catch (Exception exception)
        {
            EndBecauseOf(exception);
        }
    }

    /// <summary>Whether this thread shall block for input: one of the runtime's own, while there are not too many such threads, or else while the connection is busy.</summary>
    private bool IsBlockingReader()
    {
        if (!_transport.CanBlock || !ElasticThreads.IsCurrent)
        {
            return false;
        }

        if (ConnectionClock.ActiveCount <= BlockingSlot.Most && (!BlockingSlot.AreScarce || _keepAlive.HeardWithin(BusyMilliseconds)) && _slot.TryTake())
        {
            _transport.BlockLonger();
            return true;
        }

        // From here on the event loop serves the socket, for good: a socket that has once been non-blocking blocks no more.
        _slot.Release();
        return false;
    }

    private async Task ReadStandingAsync()
    {
        try
        {
            while (_closing == 0)
            {
                _awake = true;
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
                int received;
                if (IsBlockingReader())
                {
                    received = ReceiveBlocking();
                }
                else
                {
                    FallAsleep();
                    received = await _transport.ReceiveAsync(FreeInput()).ConfigureAwait(false);
                }

                if (received == 0)
                {
                    End("the peer closed the connection");
                    return;
                }

                if (received > 0)
                {
                    OnReceived(received);
                }
            }
        }
        catch (Exception exception)
        {
            EndBecauseOf(exception);
        }
        finally
        {
            if (_closing != 0)
            {
                _slot.Release();
            }
        }
    }

    private void EndBecauseOf(Exception exception)
    {
        switch (exception)
        {
            case ProtocolException broken:
                EndBroken(broken);
                break;
            case IOException:
                End(exception.Message);
                break;
            default:
                EndFaulty(exception);
                break;
        }
    }
}
