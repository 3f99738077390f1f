namespace Rpc.Connections;

/// <summary>One thread that looks after time for all connections: deadlines, keep-alive, and handlers that hold their reader.</summary>
/// <remarks>
/// It ticks each millisecond while a handler runs on a reading thread, each 25 ms while calls are under way, each second otherwise.
/// Invariants, under <c>s_lock</c>: <c>s_all</c> holds every open connection; a connection is in <c>s_active</c> when its
/// <see cref="RpcConnection.IsActive"/> is set, and leaves it only on this thread.
/// </remarks>
internal static class ConnectionClock
{
    private const int WatchMilliseconds = 1;
    private const int ActiveMilliseconds = 25;
    private const int IdleMilliseconds = 1000;

    /// <summary>Ticks without activity before a connection is looked at less often: stops a pause between two calls from costing a wake-up.</summary>
    private const int QuietTicks = 20;

    private static readonly Lock s_lock = new();
    private static readonly List<RpcConnection> s_all = [];
    private static readonly List<RpcConnection> s_active = [];
    private static readonly ManualResetEventSlim s_wake = new(false);
    private static int s_activeCount;
    private static bool s_running;
    private static volatile bool s_slow;

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
                new Thread(Loop) { IsBackground = true, Name = "rpc-clock", Priority = ThreadPriority.AboveNormal }.UnsafeStart();
            }
        }
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

    private static void Loop()
    {
        var looked = new List<RpcConnection>();
        long nextIdle = 0;
        while (true)
        {
            int wait = Tick(looked);
            long now = Environment.TickCount64;
            if (now >= nextIdle)
            {
                nextIdle = now + IdleMilliseconds;
                TickAll(looked, now);
            }

            if (wait == WatchMilliseconds)
            {
                Thread.Sleep(wait);
            }
            else
            {
                Rest(wait);
            }
        }
    }

    /// <summary>Sleeps until the next look, or until somebody becomes active.</summary>
    private static void Rest(int milliseconds)
    {
        s_slow = true;
        if (milliseconds < IdleMilliseconds || !AnyActive())
        {
            s_wake.Wait(milliseconds);
        }

        s_slow = false;
        s_wake.Reset();
    }

    private static bool AnyActive()
    {
        lock (s_lock)
        {
            return s_active.Count > 0;
        }
    }

    private static int Tick(List<RpcConnection> looked)
    {
        lock (s_lock)
        {
            looked.Clear();
            looked.AddRange(s_active);
        }

        int wait = IdleMilliseconds;
        long now = Environment.TickCount64;
        foreach (RpcConnection connection in looked)
        {
            (bool watch, bool busy) = connection.TryTick(now);
            if (busy)
            {
                connection.QuietTicks = 0;
            }
            else if (++connection.QuietTicks > QuietTicks)
            {
                Deactivate(connection);
                continue;
            }

            wait = Math.Min(wait, watch ? WatchMilliseconds : ActiveMilliseconds);
        }

        return wait;
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
