using System.Globalization;
using Npgsql;
using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Postgres;

/// <summary>Keeps registrations in PostgreSQL (12 or later), in a schema of its own, <c>rpc_names</c>, for any number of name servers at the same time. Thread-safe.</summary>
/// <remarks>The database's clock decides when a lease is over. A short absence of the database, as when it is restarted, is waited for; after <see cref="BridgedAbsence"/> callers are told.</remarks>
public sealed class PostgresNameStore : ISharedNameStore
{
    /// <summary>For how long a change waits for a database that does not answer: 3 s, less than clients wait for a name server.</summary>
    public static readonly TimeSpan BridgedAbsence = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _beats;
    private readonly TimeProvider _clock;
    private int _served;

    private PostgresNameStore(NpgsqlDataSource source, NpgsqlDataSource beats, TimeProvider clock)
    {
        _source = source;
        _beats = beats;
        _clock = clock;
    }

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <summary>A store in the database of a connection string, which is not connected to yet. The tables are made by the first name server that uses it.</summary>
    /// <param name="connectionString">As Npgsql takes it: <c>Host=db;Username=rpc;Password=…;Database=names</c>. The user needs the right to create a schema the first time.</param>
    /// <param name="timeProvider">The clock of pauses between attempts; null for the system's.</param>
    /// <exception cref="FormatException">It is no such text; the message says why.</exception>
    public static PostgresNameStore Open(string connectionString, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        try
        {
            // A session that hangs in the middle of a change must not hold up the others for long.
            return new PostgresNameStore(
                Source(connectionString, "-c idle_in_transaction_session_timeout=4s -c lock_timeout=4s"),

                // A sign of life that a crash of the database loses is made up for: nothing is over before one lease has gone since.
                Source(connectionString, "-c synchronous_commit=off -c lock_timeout=4s"),
                timeProvider ?? TimeProvider.System);
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"This is no connection string for PostgreSQL, as in Host=localhost;Username=rpc;Database=names: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<NameRevision> LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(add);
        return await AskAsync(() => LoadOnceAsync(add, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ISharedNameTransaction> BeginAsync(SharedScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return await AskAsync(() => PostgresTransaction.BeginAsync(_source, scope, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SharedStep>?> ReadAsync(NameRevision after, int limit, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ReadOnceAsync(after, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ListenAsync(Action changed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        try
        {
            NpgsqlConnection connection = await _beats.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                connection.Notification += (_, _) => changed();
                using (var listen = new NpgsqlCommand(PostgresSql.Listen, connection))
                {
                    await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }

                changed();
                while (true)
                {
                    await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<long>> HeartbeatAsync(string server, IReadOnlyList<long> leases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(leases);
        long[] all = [.. leases];
        return await AskAsync(() => BeatAsync(server, all, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ServeAsync(string node, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        try
        {
            bool leads = await ScalarAsync<bool>(PostgresRows.Command(PostgresSql.Serve, node), cancellationToken).ConfigureAwait(false);
            if (leads && ++_served % 16 == 0)
            {
                await RunAsync(PostgresRows.Command(PostgresSql.Trim, PostgresSchema.KeptChanges), cancellationToken).ConfigureAwait(false);
            }

            return leads;
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<(IReadOnlyList<OverdueServer> Due, int Leased)> FindDueAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var due = new List<OverdueServer>();
            NpgsqlBatch batch = _beats.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.FindDue));
                batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.CountServers));
                NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (rows.ConfigureAwait(false))
                {
                    while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        due.Add(new OverdueServer(rows.GetString(0), TimeSpan.FromSeconds(rows.GetDouble(1))));
                    }

                    await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
                    return (due, (int)rows.GetInt64(0));
                }
            }
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await _beats.DisposeAsync().ConfigureAwait(false);
    }

    private static NpgsqlDataSource Source(string connectionString, string options)
    {
        var wanted = new NpgsqlConnectionStringBuilder(connectionString);
        wanted.Timeout = Given(connectionString, "Timeout") ? wanted.Timeout : 2;
        wanted.CommandTimeout = Given(connectionString, "Command Timeout") || Given(connectionString, "CommandTimeout") ? wanted.CommandTimeout : 4;
        wanted.KeepAlive = wanted.KeepAlive == 0 ? 5 : wanted.KeepAlive;
        wanted.ApplicationName ??= "rpc ns";
        wanted.Options = string.IsNullOrEmpty(wanted.Options) ? options : $"{wanted.Options} {options}";

        // Of several hosts the one is wanted that takes changes; a data source for several wants to hear that apart.
        bool isSeveral = wanted.Host?.Contains(',', StringComparison.Ordinal) == true;
        wanted.TargetSessionAttributes = isSeveral ? null : wanted.TargetSessionAttributes;
        var builder = new NpgsqlSlimDataSourceBuilder(wanted.ToString());
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        return isSeveral ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();
    }

    private static bool Given(string connectionString, string key) =>
        connectionString.Split(';').Any(pair => pair.Split('=')[0].Trim().Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Asks again for a while where the database is away: nothing that is asked in this way has been done yet when it fails.</summary>
    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        long began = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error))
            {
                if (!PostgresErrors.IsPassing(error) || _clock.GetElapsedTime(began) > BridgedAbsence)
                {
                    throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
                }
            }

            await Task.Delay(Pause, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<NameRevision> LoadOnceAsync(Action<StoredInstance> add, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await PostgresTables.PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
            NpgsqlTransaction snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                var batch = new NpgsqlBatch(connection, snapshot);
                await using (batch.ConfigureAwait(false))
                {
                    batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.State));
                    batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.All));
                    NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                    await using (rows.ConfigureAwait(false))
                    {
                        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
                        var revision = new NameRevision(rows.GetInt64(0), rows.GetInt64(1));
                        await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
                        var loaded = new List<StoredInstance>();
                        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                        {
                            loaded.Add(PostgresRows.Instance(rows));
                        }

                        // Only what was read to its end counts: the next attempt reads everything again.
                        loaded.ForEach(add);
                        return revision;
                    }
                }
            }
        }
    }

    private async Task<IReadOnlyList<SharedStep>?> ReadOnceAsync(NameRevision after, int limit, CancellationToken cancellationToken)
    {
        var steps = new List<SharedStep>();
        NameRevision now;
        NpgsqlBatch batch = _source.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.State));
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.Changes, after.Number, limit));
            NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
                now = new NameRevision(rows.GetInt64(0), rows.GetInt64(1));
                await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    steps.Add(new SharedStep(rows.GetInt64(0), rows.GetString(1), StepText.Read(rows.GetString(2))));
                }
            }
        }

        if (now.Epoch == after.Epoch && now.Number < after.Number)
        {
            await RunAsync(PostgresRows.Command(PostgresSql.NewEpoch, Random.Shared.NextInt64(1, long.MaxValue), after.Epoch, after.Number), cancellationToken).ConfigureAwait(false);
            return null;
        }

        bool isWhole = steps.Count == 0 ? now.Number == after.Number : steps[0].Number == after.Number + 1;
        return now.Epoch == after.Epoch && isWhole ? steps : null;
    }

    private async Task<IReadOnlyList<long>> BeatAsync(string server, long[] leases, CancellationToken cancellationToken)
    {
        var unknown = new List<long>();
        NpgsqlBatch batch = _beats.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.Heard, server));
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.LeaveOut, server, leases));
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.TakeIn, server, leases));
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.Unknown, server, leases));
            NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    unknown.Add(rows.GetInt64(0));
                }
            }
        }

        return unknown;
    }

    private async Task<T> ScalarAsync<T>(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        NpgsqlBatch batch = _beats.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(command);
            object? value = await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            return (T)Convert.ChangeType(value!, typeof(T), CultureInfo.InvariantCulture);
        }
    }

    private async Task RunAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        NpgsqlBatch batch = _source.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
