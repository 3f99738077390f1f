namespace Rpc.Testing;

/// <summary>One direction of one connection: bytes are put in at one end, meet the faults of their direction, and are taken out at the other, in order.</summary>
/// <remarks>
/// Who may call what: one putter and one taker at a time; the rest anybody. Everything below is guarded by the gate of the link, which both lanes share.
/// Invariants: <c>_held</c> is the sum of what the packets hold, at most <see cref="Capacity"/>; due times never fall along the queue; after <c>_lost</c> no byte
/// and no end comes out any more but those that were in before.
/// </remarks>
internal sealed class FaultLane(FaultLink link, DirectionFaults faults)
{
    /// <summary>What a lane holds before a sender waits.</summary>
    private const int Capacity = 1 << 20;

    private readonly Queue<FaultPacket> _packets = new();
    private readonly LaneExit _exit = new(link, faults);
    private TaskCompletionSource? _changed;
    private ITimer? _alarm;
    private FaultPacket? _last;
    private long _put;
    private int _held;
    private bool _completed;
    private bool _left;
    private bool _stopped;
    private bool _lost;
    private bool _stallCounted;

    /// <summary>Whether the receiver has gone.</summary>
    public bool IsStopped => Volatile.Read(ref _stopped);

    /// <summary>Whether bytes vanished, or the end did.</summary>
    public bool IsLost => _lost;

    /// <summary>Whether a take would return at once.</summary>
    public bool HasInput
    {
        get
        {
            lock (link.Gate)
            {
                return link.Broken is not null || _stopped || Obstacle(out _) is null;
            }
        }
    }

    private bool IsSwallowed => _lost || _completed || faults.BlackHole;

    /// <summary>Takes over as many bytes as there is room for, waiting at most so long for the first.</summary>
    public int Put(ReadOnlySpan<byte> bytes, int milliseconds)
    {
        lock (link.Gate)
        {
            int put = TryPut(bytes);
            if (put == 0 && !bytes.IsEmpty && milliseconds > 0)
            {
                Monitor.Wait(link.Gate, milliseconds);
                put = TryPut(bytes);
            }

            return put;
        }
    }

    public async ValueTask PutAsync(ReadOnlyMemory<byte> bytes)
    {
        while (true)
        {
            Task changed;
            lock (link.Gate)
            {
                bytes = bytes[TryPut(bytes.Span)..];
                if (bytes.IsEmpty)
                {
                    return;
                }

                changed = Changed();
            }

            await changed.ConfigureAwait(false);
        }
    }

    /// <summary>Gives bytes, 0 at the end, or -1 when none came in so many milliseconds.</summary>
    public int Take(Span<byte> buffer, int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        lock (link.Gate)
        {
            while (true)
            {
                int taken = TryTake(buffer, out TimeSpan wait);
                int left = (int)(end - Environment.TickCount64);
                if (taken >= 0 || left <= 0)
                {
                    return taken;
                }

                SetAlarm(wait);
                Monitor.Wait(link.Gate, left);
            }
        }
    }

    public async ValueTask<int> TakeAsync(Memory<byte> buffer)
    {
        while (true)
        {
            Task changed;
            lock (link.Gate)
            {
                int taken = TryTake(buffer.Span, out TimeSpan wait);
                if (taken >= 0)
                {
                    return taken;
                }

                SetAlarm(wait);
                changed = Changed();
            }

            await changed.ConfigureAwait(false);
        }
    }

    /// <summary>The sender has ended: the taker gets what is in, then the end.</summary>
    public void Complete()
    {
        lock (link.Gate)
        {
            _left = true;
            End();
        }
    }

    /// <summary>Lets the taker see the end after what is in; what its sender goes on to send vanishes.</summary>
    public void End()
    {
        lock (link.Gate)
        {
            _lost |= faults.BlackHole && !_completed;
            _completed = true;
            Wake();
        }
    }

    /// <summary>The receiver has gone: nothing can be put in any more.</summary>
    public void Stop()
    {
        lock (link.Gate)
        {
            _stopped = true;
            Empty();
            Wake();
        }
    }

    /// <summary>Lets whoever waits look again. Under the gate.</summary>
    public void Wake()
    {
        Monitor.PulseAll(link.Gate);
        _changed?.TrySetResult();
        _changed = null;
    }

    /// <summary>Gives back what the lane holds. Under the gate.</summary>
    public void Empty()
    {
        while (_packets.TryDequeue(out FaultPacket? packet))
        {
            packet.Release();
        }

        _last = null;
        _held = 0;
        _alarm?.Dispose();
        _alarm = null;
    }

    private Task Changed() => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private int TryPut(ReadOnlySpan<byte> bytes)
    {
        link.ThrowIfBroken("sending");
        if (_left)
        {
            throw new IOException("sending failed: the connection was closed on this side");
        }

        if (IsSwallowed || (_stopped && link.IsSilent(this)))
        {
            _lost |= !_completed;
            link.Plan.Count(FaultKind.Dropped);
            return bytes.Length;
        }

        if (_stopped)
        {
            throw new IOException("sending failed: the peer closed the connection");
        }

        int count = Math.Min(bytes.Length, Capacity - _held);
        for (int done = 0; done < count;)
        {
            done += Add(bytes[done..count]);
        }

        if (count > 0)
        {
            Wake();
        }

        return count;
    }

    /// <summary>Adds the bytes up to the next packet's boundary, where packets matter.</summary>
    private int Add(ReadOnlySpan<byte> bytes)
    {
        if (faults.Jitter > TimeSpan.Zero || faults.Loss > 0)
        {
            bytes = bytes[..(int)Math.Min(bytes.Length, LaneExit.PacketBytes - (_put % LaneExit.PacketBytes))];
        }

        long due = Due();
        int count = _last is { } last && last.Due == due ? last.Add(bytes) : 0;
        if (count == 0)
        {
            _last = new FaultPacket(bytes.Length, due);
            _packets.Enqueue(_last);
            count = _last.Add(bytes);
        }

        _put += count;
        _held += count;
        return count;
    }

    private long Due()
    {
        long packet = _put / LaneExit.PacketBytes;
        TimeSpan delay = faults.Delay + (faults.Jitter * Roll(FaultKind.Delayed, packet));
        if (delay > TimeSpan.Zero)
        {
            link.Plan.Count(FaultKind.Delayed);
        }

        if (Roll(FaultKind.Lost, packet) < faults.Loss)
        {
            link.Plan.Count(FaultKind.Lost);
            delay += faults.RetransmitAfter;
        }

        long due = delay == TimeSpan.Zero ? 0 : link.Plan.Time.GetTimestamp() + (long)(delay.TotalSeconds * link.Plan.Time.TimestampFrequency);
        return Math.Max(due, _last?.Due ?? 0);
    }

    /// <summary>What keeps the next byte or the end from coming; null where it can. Gives how long that lasts by itself.</summary>
    private FaultKind? Obstacle(out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        bool any = _packets.TryPeek(out FaultPacket? first);
        if (faults.Stalled)
        {
            return FaultKind.Stalled;
        }

        if (!any)
        {
            return _completed && !_lost ? null : FaultKind.Dropped;
        }

        long now = link.Plan.Time.GetTimestamp();
        bool isLate = first!.Due > now;
        long until = isLate ? first.Due : _exit.FreeAt;
        if (until <= now)
        {
            return null;
        }

        wait = TimeSpan.FromSeconds((double)(until - now) / link.Plan.Time.TimestampFrequency);
        return isLate ? FaultKind.Delayed : FaultKind.Throttled;
    }

    private int TryTake(Span<byte> buffer, out TimeSpan wait)
    {
        link.ThrowIfBroken("receiving");
        if (_stopped)
        {
            throw new IOException("receiving failed: the connection was closed on this side");
        }

        FaultKind? obstacle = Obstacle(out wait);
        CountStall(obstacle == FaultKind.Stalled && _packets.Count > 0);
        if (obstacle is { } what)
        {
            if (what == FaultKind.Throttled)
            {
                link.Plan.Count(FaultKind.Throttled);
            }

            return -1;
        }

        if (!_packets.TryPeek(out FaultPacket? packet))
        {
            return 0;
        }

        int count = _exit.Allow(Math.Min(packet.Left, buffer.Length));
        if (count == 0)
        {
            link.Cut(FaultKind.Cut);
            link.ThrowIfBroken("receiving");
        }

        packet.Take(buffer[..count]);
        _held -= count;
        if (packet.Left == 0)
        {
            _packets.Dequeue().Release();
            _last = _packets.Count == 0 ? null : _last;
        }

        Wake();
        return count;
    }

    private void CountStall(bool stalls)
    {
        if (stalls && !_stallCounted)
        {
            link.Plan.Count(FaultKind.Stalled);
        }

        _stallCounted = stalls;
    }

    private double Roll(FaultKind kind, long place) => FaultDice.Roll(link.Plan.Seed, link.Number, faults.IsUpstream, kind, place);

    private void SetAlarm(TimeSpan wait)
    {
        if (wait == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        // Timers count whole milliseconds and would fire early.
        wait = TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
        if (_alarm is { } alarm)
        {
            alarm.Change(wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _alarm = link.Plan.Time.CreateTimer(static lane => ((FaultLane)lane!).Alarm(), this, wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void Alarm()
    {
        lock (link.Gate)
        {
            Wake();
        }
    }
}
