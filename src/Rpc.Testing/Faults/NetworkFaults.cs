using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>
/// A plan of what goes wrong between clients and servers: changed at any time by a test, and obeyed at once by every connection that goes through it. Nothing goes
/// wrong until it is asked for. Bytes are never reordered and never changed, because no reliable transport does that. Thread-safe.
/// </summary>
/// <remarks>
/// <para>Connections go through a plan by <see cref="RpcClientOptions.Connect"/> (<c>options.Connect = faults.Connect</c>), by
/// <see cref="RpcServerOptions.Listener"/> (<c>options.Listener = faults.Listener</c>), or between processes by a
/// <see cref="FaultyProxy"/>. One side is enough; where both have a plan, both act.</para>
/// <para>The same seed and the same bytes on the same connection meet the same chance. Delays follow <see cref="Time"/>.</para>
/// </remarks>
public sealed class NetworkFaults : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<FaultLink> _links = [];
    private readonly HashSet<int> _failing = [];
    private readonly long[] _counts = new long[Enum.GetValues<FaultKind>().Length];
    private int _failNext;
    private int _made;
    private volatile bool _refuses;
    private bool _disposed;

    /// <summary>A plan in which nothing goes wrong yet.</summary>
    /// <param name="seed">Chooses everything that is left to chance.</param>
    /// <param name="time">The clock of delays; null for the system's. With a <see cref="ManualTime"/> delayed bytes come when it is moved.</param>
    public NetworkFaults(int seed = 1, TimeProvider? time = null)
    {
        Seed = seed;
        Time = time ?? TimeProvider.System;
        Upstream = new DirectionFaults(this, upstream: true);
        Downstream = new DirectionFaults(this, upstream: false);
    }

    /// <summary>Chooses everything that is left to chance.</summary>
    public int Seed { get; }

    /// <summary>The clock of delays.</summary>
    public TimeProvider Time { get; }

    /// <summary>What happens to bytes from the side that connected to the side that accepted.</summary>
    public DirectionFaults Upstream { get; }

    /// <summary>What happens to bytes from the side that accepted to the side that connected.</summary>
    public DirectionFaults Downstream { get; }

    /// <summary>Whether every new connection is refused.</summary>
    public bool RefuseConnections
    {
        get => _refuses;
        set => _refuses = value;
    }

    /// <summary>How many connections were tried so far; those that were refused count.</summary>
    public int ConnectionsTried => Volatile.Read(ref _made);

    /// <summary>How many connections are open now. One that nobody ended because of a <see cref="DirectionFaults.BlackHole"/> is open.</summary>
    public int OpenConnections
    {
        get
        {
            lock (_lock)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>How often anything was done to a connection so far.</summary>
    public long FaultsInjected => Enum.GetValues<FaultKind>().Sum(CountOf);

    /// <summary>How often this was done so far.</summary>
    public long CountOf(FaultKind kind) => Volatile.Read(ref _counts[(int)kind]);

    /// <summary>Does the same to both directions.</summary>
    public void InBothDirections(Action<DirectionFaults> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change(Upstream);
        change(Downstream);
    }

    /// <summary>Refuses the connection with this number, counted from 1 over the plan's life.</summary>
    public void FailConnection(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        lock (_lock)
        {
            _failing.Add(number);
        }
    }

    /// <summary>Refuses so many connections, from the next one on.</summary>
    public void FailNextConnections(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_lock)
        {
            _failNext = count;
        }
    }

    /// <summary>Cuts every open connection now: both ends fail at once, and bytes under way are lost.</summary>
    /// <returns>How many connections there were.</returns>
    public int Cut() => Links().Count(static link => link.Cut(FaultKind.Cut));

    /// <summary>Back to a sound network. Connections that lost bytes stay dead in that direction: <see cref="Cut"/> ends them.</summary>
    public void Clear()
    {
        RefuseConnections = false;
        lock (_lock)
        {
            _failNext = 0;
            _failing.Clear();
        }

        InBothDirections(static direction => direction.Clear());
    }

    /// <summary>Connects as the client would have, through this plan: for <see cref="RpcClientOptions.Connect"/>.</summary>
    /// <exception cref="IOException">It cannot be connected, or the plan refuses.</exception>
    public TransportConnection Connect(ConnectAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        FaultLink link = Open(attempt.Address.ToString());
        try
        {
            return Join(link, attempt.Connect(), accepted: false);
        }
        catch
        {
            link.End();
            throw;
        }
    }

    /// <summary>Listens as the server would have, through this plan: for <see cref="RpcServerOptions.Listener"/>. Refused connections are accepted and ended at once.</summary>
    public ITransportListener Listener(ITransportListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return new FaultyListener(this, listener);
    }

    /// <summary>Puts this plan between the one who holds a connection and the connection.</summary>
    /// <param name="connection">Belongs to what is returned from now on.</param>
    /// <param name="accepted">Whether this side accepted it: then what is received comes <see cref="Upstream"/>.</param>
    /// <exception cref="IOException">The plan refuses; the connection is aborted.</exception>
    public TransportConnection Wrap(TransportConnection connection, bool accepted = false)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            return Join(Open(connection.RemoteAddress), connection, accepted);
        }
        catch
        {
            connection.Abort();
            throw;
        }
    }

    /// <summary>Cuts what is open and refuses what comes.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        foreach (FaultLink link in Links())
        {
            link.Break("the faults of the test were disposed");
        }
    }

    /// <summary>A new connection.</summary>
    /// <exception cref="IOException">It is refused.</exception>
    internal FaultLink Open(string address)
    {
        lock (_lock)
        {
            int number = ++_made;
            bool fails = _failing.Remove(number) | _failNext > 0 | _refuses | _disposed;
            _failNext = Math.Max(0, _failNext - 1);
            if (fails)
            {
                Count(FaultKind.Refused);
                throw new IOException($"connecting to {address} failed: connection {number} was refused by the faults of the test");
            }

            var link = new FaultLink(this, number);
            _links.Add(link);
            return link;
        }
    }

    internal void Forget(FaultLink link)
    {
        lock (_lock)
        {
            _links.Remove(link);
        }
    }

    internal void Count(FaultKind kind) => Interlocked.Increment(ref _counts[(int)kind]);

    /// <summary>Lets all lanes look at the plan again.</summary>
    internal void Wake()
    {
        foreach (FaultLink link in Links())
        {
            link.Wake();
        }
    }

    internal int HalfClose(bool upstream)
    {
        FaultLink[] links = Links();
        foreach (FaultLink link in links)
        {
            Count(FaultKind.HalfClosed);
            (upstream ? link.Up : link.Down).End();
        }

        return links.Length;
    }

    private static LaneConnection Join(FaultLink link, TransportConnection far, bool accepted)
    {
        (FaultLane toFar, FaultLane fromFar) = accepted ? (link.Down, link.Up) : (link.Up, link.Down);
        bool canBlock = far.CanBlock;
        FaultPump.Start(link, far, toFar, fromFar);
        return new LaneConnection(link, toFar, fromFar, far.RemoteAddress, canBlock);
    }

    // A copy, because a link's gate is never waited for under the lock: a link that ends takes them the other way round.
    private FaultLink[] Links()
    {
        lock (_lock)
        {
            return [.. _links];
        }
    }
}
