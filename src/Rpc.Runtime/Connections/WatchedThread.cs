namespace Rpc.Connections;

/// <summary>A thread that enters code of users from a connection's input; the clock looks whether it comes back.</summary>
/// <remarks>
/// One per thread. The connection is set before the token, and the token is zero whenever the thread is outside such code: what the clock reads
/// in between at worst names a token that is not the connection's any more, and taking the reading over then fails.
/// </remarks>
internal sealed class WatchedThread
{
    private static readonly Lock s_lock = new();
    private static readonly List<WeakReference<WatchedThread>> s_all = [];

    [ThreadStatic]
    private static WatchedThread? s_current;

    private RpcConnection? _connection;
    private long _token;
    private uint _entries;
    private uint _seenEntries;

    /// <summary>Notes that this thread enters user code, and gives what it was in before, to be put back with <see cref="Leave"/>.</summary>
    public static (WatchedThread Thread, RpcConnection? Connection, long Token) Enter(RpcConnection connection, long token)
    {
        WatchedThread thread = s_current ?? Register();
        (WatchedThread, RpcConnection?, long) outer = (thread, thread._connection, thread._token);
        thread._connection = connection;
        thread._entries++;
        Volatile.Write(ref thread._token, token);
        ConnectionClock.Wake();
        return outer;
    }

    public static void Leave((WatchedThread Thread, RpcConnection? Connection, long Token) outer)
    {
        outer.Thread._connection = outer.Connection;
        Volatile.Write(ref outer.Thread._token, outer.Token);
    }

    /// <summary>For the clock: takes the reading over from threads that are where they were at the last look. Says whether any is or was inside user code since then.</summary>
    public static bool LookAll(List<WatchedThread> threads)
    {
        bool busy = false;
        foreach (WatchedThread thread in threads)
        {
            busy |= thread.Look();
        }

        return busy;
    }

    /// <summary>Whether any thread is inside user code now.</summary>
    public static bool AnyInside(List<WatchedThread> threads) => threads.Exists(static t => Volatile.Read(ref t._token) != 0);

    /// <summary>The threads that live, for the clock.</summary>
    public static void Collect(List<WatchedThread> threads)
    {
        threads.Clear();
        lock (s_lock)
        {
            for (int i = s_all.Count - 1; i >= 0; i--)
            {
                if (s_all[i].TryGetTarget(out WatchedThread? thread))
                {
                    threads.Add(thread);
                }
                else
                {
                    s_all.RemoveAt(i);
                }
            }
        }
    }

    private static WatchedThread Register()
    {
        var thread = new WatchedThread();
        s_current = thread;
        lock (s_lock)
        {
            s_all.Add(new WeakReference<WatchedThread>(thread));
        }

        ConnectionClock.ThreadsChanged();
        return thread;
    }

    private bool Look()
    {
        long token = Volatile.Read(ref _token);
        uint entries = Volatile.Read(ref _entries);
        bool same = entries == _seenEntries;
        _seenEntries = entries;
        if (token != 0 && same)
        {
            _connection?.TryTakeReadingOver(token);
        }

        return token != 0 || !same;
    }
}
