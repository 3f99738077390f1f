using System.Data.Common;
using System.Globalization;
using Npgsql;
using Rpc.Tasks.Postgres.Signals;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <summary>Keeps tasks in PostgreSQL (12 or later), in a schema of its own, <c>rpc_tasks</c>, for any number of clients and workers at the same time, and takes part in the transactions of the application.</summary>
/// <remarks>
/// <para>Thread-safe. Edits run side by side; the database's clock is the only one. An edit that collides with another, or whose connection is lost before it is committed, is run again, the latter for
/// <see cref="BridgedAbsence"/>; a connection that is lost during the commit is told as <see cref="RpcOutcome.MaybeExecuted"/>.</para>
/// <para>Notifications tell other processes what has changed. They are only a hint: those that are lost cost time and nothing else.</para>
/// </remarks>
public sealed partial class PostgresTaskStore : ITaskStore
{
    /// <summary>For how long an edit or a read waits for a database that does not answer, as when it is restarted: 5 s.</summary>
    public static readonly TimeSpan BridgedAbsence = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _source;
    private readonly bool _ownsSource;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _places;
    private readonly TaskListeners _listeners = new();
    private readonly PostgresListener _listener;
    private readonly SignalSender _sender;
    private readonly ForeignDatabases _foreign;

    // Who we are among those who send notifications, for as long as this object lives.
    private readonly string _self = Guid.NewGuid().ToString("N")[..12];
    private volatile bool _disposed;
    private long _roundTrips;

    private PostgresTaskStore(NpgsqlDataSource source, bool ownsSource, TimeProvider clock)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        _source = source;
        _ownsSource = ownsSource;
        _clock = clock;
        _places = new SemaphoreSlim(Math.Clamp(settings.MaxPoolSize - 2, 1, PostgresSource.Connections - 2));
        _listener = new PostgresListener(source, _listeners, _self, clock);
        _sender = new SignalSender(source, _self);
        _foreign = new ForeignDatabases(source);
        Name = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL database {settings.Database ?? settings.Username} at {settings.Host}:{settings.Port}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <summary>Of all edits and reads so far.</summary>
    internal long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>Done when others can be heard, after the first <see cref="Listen"/>.</summary>
    internal Task Listening => _listener.Listening;

    /// <summary>A store in the database of a connection string. The first one makes the tables.</summary>
    /// <param name="connectionString">As Npgsql takes it: <c>Host=db;Username=rpc;Password=…;Database=shop</c>. It uses at most 13 connections unless <c>Maximum Pool Size</c> says otherwise. The user needs the right to create a schema the first time.</param>
    /// <param name="timeProvider">The clock of pauses between attempts; null for the system's.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FormatException">It is no such text; the message says why.</exception>
    /// <exception cref="RpcException">The database does not answer for <see cref="BridgedAbsence"/>, refuses, or has tables of a version that is not known here.</exception>
    public static ValueTask<PostgresTaskStore> OpenAsync(string connectionString, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return PrepareAsync(new PostgresTaskStore(PostgresSource.Make(connectionString), ownsSource: true, timeProvider ?? TimeProvider.System), cancellationToken);
    }

    /// <summary>A store that takes its connections from a data source of the application, at most 11 for edits and reads and two for notifications, and does not dispose of it.</summary>
    /// <inheritdoc cref="OpenAsync(string, TimeProvider?, CancellationToken)"/>
    /// <param name="dataSource">Where connections come from. With <c>Max Auto Prepare=100</c> statements are parsed once for each connection.</param>
    /// <param name="timeProvider">The clock of pauses between attempts; null for the system's.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static ValueTask<PostgresTaskStore> OpenAsync(NpgsqlDataSource dataSource, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return PrepareAsync(new PostgresTaskStore(dataSource, ownsSource: false, timeProvider ?? TimeProvider.System), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        (T result, TaskSignal? signal) = await AskAsync(connection => EditAsync(connection, edit), cancellationToken).ConfigureAwait(false);
        if (signal is not null)
        {
            _listeners.Tell(signal);
            _sender.Send(signal);
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask<T> ReadAsync<T>(Func<ITaskTransaction, ValueTask<T>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        return AskAsync(connection => ReadAsync(connection, read), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>When <paramref name="edit"/> fails, what it has done is taken back and the caller's transaction goes on. Its statements run on the caller's connection, which nothing else may use meanwhile.</remarks>
    public async ValueTask<T> RunInAsync<T>(DbTransaction transaction, Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(edit);
        ObjectDisposedException.ThrowIf(_disposed, this);
        (NpgsqlTransaction theirs, NpgsqlConnection connection) = Theirs(transaction);
        try
        {
            await _foreign.CheckAsync(connection, theirs, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
        }

        return await TakePartAsync(connection, theirs, edit).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IDisposable Listen(Action<TaskSignal> heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        ObjectDisposedException.ThrowIf(_disposed, this);
        IDisposable end = _listeners.Add(heard);
        _listener.Start();
        return end;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _sender.DisposeAsync().ConfigureAwait(false);
            await _listener.DisposeAsync().ConfigureAwait(false);
            if (_ownsSource)
            {
                await _source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask<PostgresTaskStore> PrepareAsync(PostgresTaskStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.AskAsync(
                async connection =>
                {
                    await PostgresTables.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks over a connection of our own, and again where that helps.</summary>
    private async ValueTask<T> AskAsync<T>(Func<NpgsqlConnection, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var persistence = new Persistence(_clock);
            while (true)
            {
                try
                {
                    NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                    await using (connection.ConfigureAwait(false))
                    {
                        return await ask(connection).ConfigureAwait(false);
                    }
                }
                catch (Exception error) when (error is SessionException || PostgresErrors.IsDatabase(error))
                {
                    Exception failure = (error as SessionException)?.Failure ?? error;
                    bool isOpen = error is SessionException { WasCommitting: true } && PostgresErrors.IsLoss(failure);
                    ObjectDisposedException.ThrowIf(_disposed, this);
                    if (isOpen || !persistence.Allows(failure))
                    {
                        throw PostgresErrors.Told(failure, isOpen ? RpcOutcome.MaybeExecuted : RpcOutcome.NotExecuted);
                    }

                    // The other idle connections most likely are as dead as this one.
                    if (_ownsSource && PostgresErrors.IsLoss(failure))
                    {
                        _source.Clear();
                    }
                }

                await persistence.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _places.Release();
        }
    }
}
