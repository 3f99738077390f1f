namespace Rpc.Testing;

/// <summary>What happens to the bytes of one direction, on every connection of a <see cref="NetworkFaults"/>. Bytes are never reordered and never changed. Thread-safe; changes take effect at once, on open connections too.</summary>
public sealed class DirectionFaults
{
    private readonly NetworkFaults _plan;
    private long _delay;
    private long _jitter;
    private long _retransmit = TimeSpan.FromMilliseconds(200).Ticks;
    private long _bytesPerSecond;
    private long _cutAfter = -1;
    private double _loss;
    private double _cutChance;
    private int _fragment;
    private volatile bool _blackHole;
    private volatile bool _stalled;

    internal DirectionFaults(NetworkFaults plan, bool upstream)
    {
        _plan = plan;
        IsUpstream = upstream;
    }

    /// <summary>How much later bytes come than they were sent. Default 0; up to an hour. Holds for bytes that are sent from now on.</summary>
    public TimeSpan Delay
    {
        get => new(Volatile.Read(ref _delay));
        set => Set(ref _delay, Checked(value, nameof(Delay)));
    }

    /// <summary>Up to how much is added to <see cref="Delay"/> by chance, for each packet of 1,460 bytes. A packet that comes early waits for those before it. Default 0; up to an hour.</summary>
    public TimeSpan Jitter
    {
        get => new(Volatile.Read(ref _jitter));
        set => Set(ref _jitter, Checked(value, nameof(Jitter)));
    }

    /// <summary>The share of packets of 1,460 bytes that are lost and sent again after <see cref="RetransmitAfter"/>: what the loss of packets looks like to a program over TCP. Default 0; 0 to 1.</summary>
    public double Loss
    {
        get => Volatile.Read(ref _loss);
        set => Set(ref _loss, CheckedShare(value, nameof(Loss)));
    }

    /// <summary>How much later a lost packet comes. Default 200 ms, the least that Linux waits before it sends again; up to an hour.</summary>
    public TimeSpan RetransmitAfter
    {
        get => new(Volatile.Read(ref _retransmit));
        set => Set(ref _retransmit, Checked(value, nameof(RetransmitAfter)));
    }

    /// <summary>Bytes come in pieces of 1 to so many, by chance: 1 for one byte at a time. Default 0: as they were sent.</summary>
    public int FragmentBytes
    {
        get => Volatile.Read(ref _fragment);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(FragmentBytes));
            Set(ref _fragment, value);
        }
    }

    /// <summary>How many bytes of each connection come in a second at most. Default 0: as many as can.</summary>
    public long BytesPerSecond
    {
        get => Volatile.Read(ref _bytesPerSecond);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(BytesPerSecond));
            Set(ref _bytesPerSecond, value);
        }
    }

    /// <summary>
    /// Whether what is sent vanishes while the connection stays, and so does its end: as behind a cable that was pulled. A connection that has lost bytes never
    /// carries any in this direction again, because no reliable transport leaves gaps; connections that are made after it is switched off work.
    /// </summary>
    public bool BlackHole
    {
        get => _blackHole;
        set
        {
            _blackHole = value;
            _plan.Wake();
        }
    }

    /// <summary>Whether nothing comes while it is set, as from a peer whose process is stopped. Nothing is lost: after 1 MiB a sender waits, and all comes when it is cleared.</summary>
    public bool Stalled
    {
        get => _stalled;
        set
        {
            _stalled = value;
            _plan.Wake();
        }
    }

    /// <summary>The chance that a connection is cut at a given packet of 1,460 bytes. Default 0; 0 to 1.</summary>
    public double CutChance
    {
        get => Volatile.Read(ref _cutChance);
        set => Set(ref _cutChance, CheckedShare(value, nameof(CutChance)));
    }

    internal bool IsUpstream { get; }

    /// <summary>Lets so many more bytes come, on all connections together, and then cuts the connection to which the next byte would come, once. 0: the next byte that comes cuts its connection instead.</summary>
    /// <remarks>Where the bytes lie in a frame is up to the number: a frame's header has 8 bytes.</remarks>
    public void CutAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Volatile.Write(ref _cutAfter, bytes);
        _plan.Wake();
    }

    /// <summary>Ends this direction of every open connection in order, after what has been sent; the other direction goes on.</summary>
    /// <returns>How many connections there were.</returns>
    public int HalfClose() => _plan.HalfClose(IsUpstream);

    /// <summary>Back to a sound network, for bytes that are sent from now on.</summary>
    public void Clear()
    {
        Delay = Jitter = TimeSpan.Zero;
        RetransmitAfter = TimeSpan.FromMilliseconds(200);
        Loss = CutChance = 0;
        FragmentBytes = 0;
        BytesPerSecond = 0;
        Volatile.Write(ref _cutAfter, -1);
        BlackHole = Stalled = false;
    }

    /// <summary>How many of the next bytes may come before <see cref="CutAfter"/> cuts: 0 to cut here.</summary>
    internal int Allow(int bytes)
    {
        while (true)
        {
            long left = Volatile.Read(ref _cutAfter);
            if (left < 0)
            {
                return bytes;
            }

            long after = left == 0 ? -1 : Math.Max(0, left - bytes);
            if (Interlocked.CompareExchange(ref _cutAfter, after, left) == left)
            {
                return (int)Math.Min(left, bytes);
            }
        }
    }

    private static long Checked(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1), name);
        return value.Ticks;
    }

    private static double CheckedShare(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A share is 0 to 1.");

    private void Set(ref long field, long value)
    {
        Volatile.Write(ref field, value);
        _plan.Wake();
    }

    private void Set(ref double field, double value)
    {
        Volatile.Write(ref field, value);
        _plan.Wake();
    }

    private void Set(ref int field, int value)
    {
        Volatile.Write(ref field, value);
        _plan.Wake();
    }
}
