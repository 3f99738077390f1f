namespace Rpc.Connections;

/// <summary>One thread that looks after time for all connections: deadlines, keep-alive, and handlers that hold their reader.</summary>
/// <remarks>
/// It looks each millisecond at the threads that run handlers or continuations from a connection's input, while there are any; each 25 ms at the
/// connections on which calls are under way; each second at all.
/// Invariants, under <c>s_lock</c>: <c>s_all</c> holds every open connection; a connection is in <c>s_active</c> when its
/// <see cref="RpcConnection.IsActive"/> is set, and leaves it only on this thread.
/// </remarks>
internal static class ConnectionClock
{
    private const int WatchMilliseconds = 1;
    private const int ActiveMilliseconds = 25;
    private const int IdleMilliseconds = 1000;

    /// <summary>Looks without activity before a connection, or all threads, are looked at less often: stops a pause between two calls from costing a wake-up.</summary>
    private const int QuietTicks = 2;
    private const int QuietWatches = 20;

    private static readonly Lock s_lock = new();
    private static readonly List<RpcConnection> s_all = [];
    private static readonly List<RpcConnection> s_active = [];
    private static readonly ManualResetEventSlim s_wake = new(false);
    private static int s_activeCount;
    private static bool s_running;
    private static volatile bool s_slow;
    private static volatile bool s_threadsChanged;

    /// <summary>Connections on which calls go on, or did a moment ago.</summary>
    public static int ActiveCount => Volatile.Read(ref s_activeCount);

    public static void Add(RpcConnection connection)
    {
        lock (s_lock)
        {
            s_all.Add(connection);
            if (!s_running)
            {
                s_running = true;
                ConnectionGauges.Register();
                new Thread(Loop) { IsBackground = true, Name = "rpc-clock", Priority = ThreadPriority.AboveNormal }.UnsafeStart();
            }
        }
    }

    /// <summary>The sum of a number over every open connection.</summary>
    public static long Sum(Func<RpcConnection, long> number)
    {
        RpcConnection[] all;
        lock (s_lock)
        {
            all = [.. s_all];
        }

        long sum = 0;
        foreach (RpcConnection connection in all)
        {
            sum += number(connection);
        }

        return sum;
    }

    public static void Remove(RpcConnection connection)
    {
        lock (s_lock)
        {
            s_all.Remove(connection);
        }
    }

    /// <summary>Looks at the connection often from now on. Called when it becomes active; see <see cref="RpcConnection.Activate"/>.</summary>
    public static void Activate(RpcConnection connection)
    {
        lock (s_lock)
        {
            if (!connection.IsActive)
            {
                connection.IsActive = true;
                s_active.Add(connection);
                s_activeCount = s_active.Count;
            }
        }

        Wake();
    }

    /// <summary>A handler starts on a reading thread: looks at it within a millisecond or two.</summary>
    public static void Wake()
    {
        if (s_slow)
        {
            s_wake.Set();
        }
    }

    /// <summary>A thread has entered user code for the first time.</summary>
    public static void ThreadsChanged() => s_threadsChanged = true;

    private static void Loop()
    {
        var looked = new List<RpcConnection>();
        var threads = new List<WatchedThread>();
        int quiet = 0;
        long nextActive = 0;
        long nextIdle = 0;
        while (true)
        {
            if (s_threadsChanged)
            {
                s_threadsChanged = false;
                WatchedThread.Collect(threads);
            }

            quiet = WatchedThread.LookAll(threads) ? 0 : Math.Min(quiet + 1, QuietWatches);
            long now = Environment.TickCount64;
            if (now >= nextActive)
            {
                nextActive = now + ActiveMilliseconds;
                Tick(looked, now);
            }

            if (now >= nextIdle)
            {
                nextIdle = now + IdleMilliseconds;
                TickAll(looked, now);
                WatchedThread.Collect(threads);
            }

            if (quiet < QuietWatches)
            {
                Thread.Sleep(WatchMilliseconds);
            }
            else
            {
                Rest(threads, AnyActive() ? ActiveMilliseconds : IdleMilliseconds);
            }
        }
    }

    /// <summary>Sleeps until the next look, or until somebody becomes active or enters user code.</summary>
    private static void Rest(List<WatchedThread> threads, int milliseconds)
    {
        s_slow = true;

        // Whoever enters user code notes it and then looks at s_slow, without a fence of its own: one of the two always sees the other.
        Interlocked.MemoryBarrierProcessWide();
        if (!s_threadsChanged && !WatchedThread.AnyInside(threads) && (milliseconds < IdleMilliseconds || !AnyActive()))
        {
            s_wake.Wait(milliseconds);
        }

        s_slow = false;
        s_wake.Reset();
    }

    private static bool AnyActive() => ActiveCount > 0;

    private static void Tick(List<RpcConnection> looked, long now)
    {
        lock (s_lock)
        {
            looked.Clear();
            looked.AddRange(s_active);
        }

        foreach (RpcConnection connection in looked)
        {
            if (connection.TryTick(now))
            {
                connection.QuietTicks = 0;
            }
            else if (++connection.QuietTicks > QuietTicks)
            {
                Deactivate(connection);
            }
        }
    }

    private static void Deactivate(RpcConnection connection)
    {
        lock (s_lock)
        {
            s_active.Remove(connection);
            s_activeCount = s_active.Count;
            connection.IsActive = false;
            connection.QuietTicks = 0;
        }

        // A call that began meanwhile may have seen the connection active still, and then nobody would look after its deadline.
        Interlocked.MemoryBarrierProcessWide();
        if (connection.IsBusy)
        {
            Activate(connection);
        }
    }

    private static void TickAll(List<RpcConnection> looked, long now)
    {
        lock (s_lock)
        {
            looked.Clear();
            looked.AddRange(s_all);
        }

        foreach (RpcConnection connection in looked)
        {
            connection.TrySecond(now);
        }
    }
}
