namespace Rpc.Tasks.Stores;

/// <summary>Keeps tasks in one SQLite file (write-ahead log, a full sync per commit), so they survive kill -9 and a power cut.</summary>
/// <remarks>
/// Thread-safe. Several processes of one machine may have the same file open, on a disk of that machine: network file systems lock too loosely. Beside the file stand SQLite's own (<c>-wal</c>, <c>-shm</c>) and two
/// empty ones (<c>.turn</c>, <c>.lock</c>) at which writers queue. Edits run on one thread of the store; those that wait share a commit. An edit must not await anything but its transaction.
/// </remarks>
public sealed partial class SqliteTaskStore : ITaskStore
{
    private static readonly TimeSpan s_listenerPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_listenerLife = TimeSpan.FromSeconds(60);

    private readonly SqliteSession _session;
    private readonly SqliteTurnstile _turnstile;
    private readonly SqliteReaders _readers;
    private readonly SqliteAnnouncer _announcer;
    private readonly SqlitePassed _passed;
    private readonly SqliteWriter _writer;
    private readonly TaskListeners _listeners = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly ITimer _presence;

    private int _disposed;

    private SqliteTaskStore(string file, Guid identity, SqliteSession session, SqliteTurnstile turnstile, TimeProvider clock, TimeSpan patience)
    {
        (Name, _session, _turnstile, _clock, _patience) = (file, session, turnstile, clock, patience);
        _readers = new SqliteReaders(file, clock);
        _announcer = new SqliteAnnouncer(identity, _listeners);
        _passed = new SqlitePassed(TellPassed);
        _writer = new SqliteWriter(session, turnstile, _announcer, _passed, clock, patience);
        _presence = clock.CreateTimer(_ => _ = ShowPresenceAsync(), null, s_listenerPeriod, s_listenerPeriod);
    }

    /// <summary>The full path of the file.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <summary>Its writer, for tests and measurements.</summary>
    internal SqliteWriter Writer => _writer;

    /// <summary>Its connection that writes, for tests: only edits may touch it.</summary>
    internal SqliteSession Session => _session;

    /// <summary>The texts of all statements that were used, for the test that looks at their plans.</summary>
    internal IEnumerable<string> Texts => _session.Texts.Concat(_readers.Texts).Distinct(StringComparer.Ordinal);

    /// <summary>Opens a database file, or creates it and its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The store's time, which must be the same for all processes that have the file open; null for the system's.</param>
    /// <exception cref="RpcException">The file is something else than a database of tasks, is of a later version, or cannot be opened; the message says which.</exception>
    public static SqliteTaskStore Open(string path, TimeProvider? clock = null) => Open(path, clock, patience: TimeSpan.FromSeconds(30));

    /// <summary>The same.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The store's time; null for the system's.</param>
    /// <param name="patience">How long an edit waits for others who write the file, in real time.</param>
    internal static SqliteTaskStore Open(string path, TimeProvider? clock, TimeSpan patience)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        SqliteSession? session = null;
        var turnstile = new SqliteTurnstile(full);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            turnstile.Enter(patience);
            session = SqliteSession.Open(full);
            Guid identity = SqliteTaskSchema.Prepare(session);
            turnstile.Leave();
            var store = new SqliteTaskStore(full, identity, session, turnstile, clock ?? TimeProvider.System, patience);

            // Whoever commits something from here on tells this one.
            store.ShowPresenceAsync().GetAwaiter().GetResult();
            return store;
        }
        catch (Exception error)
        {
            session?.Dispose();
            turnstile.Dispose();
            throw new RpcException(RpcStatus.FailedPrecondition, $"{full} cannot be used as a database of tasks: {error.Message}", innerException: error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> RunAsync<T>(Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ThrowIfInside();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        var waiting = new SqliteEdit<T>(edit);
        waiting.CancelBy(cancellationToken);
        _writer.Add(waiting);
        return new ValueTask<T>(waiting.Task);
    }

    /// <inheritdoc/>
    public ValueTask<T> ReadAsync<T>(Func<ITaskTransaction, ValueTask<T>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ThrowIfInside();
        return _readers.ReadAsync(read, cancellationToken);
    }

    /// <inheritdoc/>
    public IDisposable Listen(Action<TaskSignal> heard) => _listeners.Add(heard);

    /// <summary>Ends the edits that wait, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _presence.DisposeAsync().ConfigureAwait(false);
        _passed.Dispose();
        var leave = new SqliteEdit<int>(transaction => new(((SqliteTaskTransaction)transaction).RemoveListener(_announcer.Id)));
        _writer.Add(leave);
        await Task.Run(_writer.Stop).ConfigureAwait(false);
        await ((Task)leave.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(Close).ConfigureAwait(false);
    }

    // The last one to close it merges the log into the file, which must not meet another who opens it.
    private void Close()
    {
        _readers.Dispose();
        try
        {
            _turnstile.Enter(_patience);
        }
        catch (RpcException)
        {
            // Whoever is in the way keeps the file open, so there is nothing to merge.
        }

        _session.Dispose();
        _turnstile.Dispose();
        _announcer.Dispose();
    }

    private async Task ShowPresenceAsync()
    {
        try
        {
            var show = new SqliteEdit<int>(transaction => new(((SqliteTaskTransaction)transaction).PutListener(_announcer.Id, _announcer.Port, transaction.Now - s_listenerLife)));
            _writer.Add(show);
            await show.Task.ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or ObjectDisposedException)
        {
            // The file cannot be written now, or is being closed: without hints others look for themselves, a little later.
        }
    }
}
