using System.Globalization;
using Npgsql;
using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Postgres;

/// <summary>A change under way. It holds the lock on the one row of <c>rpc_names.state</c>, so all others wait for it.</summary>
internal sealed class PostgresTransaction : ISharedNameTransaction
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    public NameRevision Revision { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<StoredInstance> Instances { get; private set; } = [];

    public IReadOnlySet<long> Overdue { get; private set; } = new HashSet<long>();

    public static async Task<PostgresTransaction> BeginAsync(NpgsqlDataSource source, SharedScope scope, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var begun = new PostgresTransaction(connection, await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false));
            await begun.ReadAsync(scope, cancellationToken).ConfigureAwait(false);
            return begun;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask CommitAsync(IReadOnlyList<NameChange> changes, IReadOnlyList<SharedStep> steps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(steps);
        NpgsqlBatch batch = Batch(changes, steps);
        await using (batch.ConfigureAwait(false))
        {
            try
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error))
            {
                throw PostgresErrors.Told(error, RpcOutcome.NotExecuted);
            }

            try
            {
                await _transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (PostgresErrors.IsDatabase(error))
            {
                throw PostgresErrors.Told(error, RpcOutcome.MaybeExecuted);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            // The connection is broken, and the transaction gone with it.
        }
    }

    private async Task ReadAsync(SharedScope scope, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(_connection, _transaction);
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.LockState));
            batch.BatchCommands.Add(scope.Expiring.Count == 0
                ? PostgresRows.Command(PostgresSql.InScopeOfNames, scope.Names.ToArray(), scope.Leases.ToArray())
                : PostgresRows.Command(PostgresSql.InScope, scope.Names.ToArray(), scope.Leases.ToArray(), scope.Expiring.ToArray()));
            NpgsqlDataReader rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
                Revision = new NameRevision(rows.GetInt64(0), rows.GetInt64(1));
                Now = new DateTimeOffset(rows.GetDateTime(2), TimeSpan.Zero);
                await rows.NextResultAsync(cancellationToken).ConfigureAwait(false);
                var instances = new List<StoredInstance>();
                var overdue = new HashSet<long>();
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    StoredInstance instance = PostgresRows.Instance(rows);
                    instances.Add(instance);
                    if (rows.GetBoolean(9))
                    {
                        overdue.Add(instance.LeaseId);
                    }
                }

                Instances = instances;
                Overdue = overdue;
            }
        }
    }

    private NpgsqlBatch Batch(IReadOnlyList<NameChange> changes, IReadOnlyList<SharedStep> steps)
    {
        // Changes of one key in one batch: the last one counts.
        NameChange[] last = [.. changes.GroupBy(static change => (change.Name, change.Uri)).Select(static key => key.Last())];
        NameChange[] gone = [.. last.Where(static change => change.Instance is null)];
        StoredInstance[] put = [.. last.Select(static change => change.Instance).OfType<StoredInstance>()];
        var known = Instances.Select(static instance => instance.LeaseId).ToHashSet();
        StoredInstance[] leased = [.. put.Where(instance => instance.LeaseSeconds > 0 && !known.Contains(instance.LeaseId))];

        var batch = new NpgsqlBatch(_connection, _transaction);
        Add(batch, gone.Length, () => PostgresRows.Command(PostgresSql.Delete, PostgresRows.Column(gone, static one => one.Name), PostgresRows.Column(gone, static one => one.Uri)));
        Add(batch, put.Length, () => PostgresRows.Put(put));
        Add(batch, leased.Length, () => PostgresRows.Command(PostgresSql.HearServers, PostgresRows.Column(leased, static one => one.Server), PostgresRows.Column(leased, static one => one.LeaseSeconds)));
        Add(batch, Instances.Count, () => PostgresRows.Command(PostgresSql.ForgetServers, (object)Instances.Select(static one => one.Server).Distinct().ToArray()));
        if (steps.Count > 0)
        {
            batch.BatchCommands.Add(PostgresRows.Command(
                PostgresSql.Note,
                PostgresRows.Column(steps, static step => step.Number),
                PostgresRows.Column(steps, static step => step.Name),
                PostgresRows.Column(steps, static step => StepText.Write(step.After))));
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.Advance, steps[^1].Number));
            batch.BatchCommands.Add(PostgresRows.Command(PostgresSql.Notify, steps[^1].Number.ToString(CultureInfo.InvariantCulture)));
        }

        return batch;
    }

    private static void Add(NpgsqlBatch batch, int rows, Func<NpgsqlBatchCommand> command)
    {
        if (rows > 0)
        {
            batch.BatchCommands.Add(command());
        }
    }
}
