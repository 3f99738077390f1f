using System.Globalization;
using Npgsql;
using Rpc.Tasks.Postgres.Sql;

namespace Rpc.Tasks.Postgres;

/// <summary>The round trips of one edit. What only writes waits for the next read, or for the end, and goes with it: most edits are two round trips, one that begins and locks and one that writes and commits.</summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class PostgresSession(NpgsqlConnection connection, SessionMode mode, NpgsqlTransaction? transaction = null)
{
    // Seconds for statements that read whole tables.
    private const int LongTimeout = 60;

    private readonly List<(NpgsqlBatchCommand Statement, bool HasRows)> _waiting = [];
    private DateTimeOffset? _now;
    private bool _begun;
    private bool _hasRead;

    /// <summary>The first thing that went wrong. Nothing is committed once there is one, whatever the edit makes of it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the round trip that commits was begun: a connection that is lost from then on leaves open what happened.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>Whether the time was asked for before anything was read, so that it takes a round trip of its own.</summary>
    public bool AskedTimeFirst { get; private set; }

    /// <summary>Round trips so far.</summary>
    public int RoundTrips { get; private set; }

    /// <summary>The database's time, which the first round trip brings.</summary>
    public DateTimeOffset Now
    {
        get
        {
            AskedTimeFirst |= !_hasRead;
            if (_now is null)
            {
                AskTime();
            }

            return _now!.Value;
        }
    }

    /// <summary>For edits that went on after something went wrong.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    /// <summary>Begins at once, for an edit that will ask for the time first.</summary>
    public async ValueTask BeginAsync()
    {
        NpgsqlBatch batch = Open(new NpgsqlBatch(connection, transaction));
        await using (batch.ConfigureAwait(false))
        {
            await RunAsync(batch, async rows =>
            {
                await rows.ReadAsync().ConfigureAwait(false);
                return TakeTime(rows);
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Writes later, but before anything else is read or committed.</summary>
    public void Write(NpgsqlBatchCommand statement, bool hasRows = false) => _waiting.Add((statement, hasRows));

    /// <summary>Reads now.</summary>
    public async ValueTask<List<T>> ReadAsync<T>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> read, bool isLong = false)
    {
        _hasRead = true;
        var batch = new NpgsqlBatch(connection, transaction);
        await using (batch.ConfigureAwait(false))
        {
            bool opens = Opens;
            if (opens)
            {
                Open(batch, planFreely: isLong);
            }

            int skipped = AddWaiting(batch);
            batch.BatchCommands.Add(statement);
            if (isLong)
            {
                batch.Timeout = LongTimeout;
            }

            return await RunAsync(batch, async rows =>
            {
                if (opens)
                {
                    await rows.ReadAsync().ConfigureAwait(false);
                    TakeTime(rows);
                    await rows.NextResultAsync().ConfigureAwait(false);
                }

                while (skipped-- > 0)
                {
                    await rows.NextResultAsync().ConfigureAwait(false);
                }

                var all = new List<T>();
                while (await rows.ReadAsync().ConfigureAwait(false))
                {
                    all.Add(read(rows));
                }

                return all;
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what waits and commits, in one round trip; of a caller's transaction, only ends the part.</summary>
    public async ValueTask EndAsync()
    {
        if (mode == SessionMode.Read || (!_begun && _waiting.Count == 0))
        {
            return;
        }

        var batch = new NpgsqlBatch(connection, transaction);
        await using (batch.ConfigureAwait(false))
        {
            if (!_begun)
            {
                Open(batch);
            }

            AddWaiting(batch);
            batch.BatchCommands.Add(Statement.Of(mode == SessionMode.Edit ? SessionSql.Commit : SessionSql.Release));
            IsCommitting = mode == SessionMode.Edit;
            await RunAsync(batch, static _ => ValueTask.FromResult(true)).ConfigureAwait(false);
        }
    }

    /// <summary>Takes back the part of a caller's transaction.</summary>
    public async ValueTask UndoAsync()
    {
        if (!_begun)
        {
            return;
        }

        try
        {
            var undo = new NpgsqlCommand(SessionSql.Undo, connection, transaction);
            await using (undo.ConfigureAwait(false))
            {
                await undo.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            // The whole transaction is gone with its connection, or was over before; what failed first says so.
            Failure ??= error;
        }
    }

    // Reads have no transaction that would keep the time for them, so each brings it along.
    private bool Opens => !_begun || mode == SessionMode.Read;

    private NpgsqlBatch Open(NpgsqlBatch batch, bool planFreely = false)
    {
        if (mode != SessionMode.Read)
        {
            batch.BatchCommands.Add(Statement.Of(mode == SessionMode.Edit ? SessionSql.Begin : SessionSql.Save));
        }

        // How the caller's statements are planned is the caller's business.
        string text = planFreely || mode == SessionMode.Guest ? SessionSql.Time : SessionSql.Open;
        batch.BatchCommands.Add(Statement.Of(text, Parameter.Of(_now?.UtcTicks.ToString(CultureInfo.InvariantCulture))));
        return batch;
    }

    private int AddWaiting(NpgsqlBatch batch)
    {
        int withRows = 0;
        foreach ((NpgsqlBatchCommand statement, bool hasRows) in _waiting)
        {
            batch.BatchCommands.Add(statement);
            withRows += hasRows ? 1 : 0;
        }

        _waiting.Clear();
        return withRows;
    }

    private bool TakeTime(NpgsqlDataReader rows)
    {
        _now ??= new DateTimeOffset(long.Parse(rows.GetString(0), CultureInfo.InvariantCulture), TimeSpan.Zero);
        return true;
    }

    /// <summary>Blocks for one round trip, which is rare: <see cref="TimeHabit{T}"/> begins before edits that ask first.</summary>
    private void AskTime()
    {
        try
        {
            using NpgsqlBatch batch = Open(new NpgsqlBatch(connection, transaction));
            _begun = true;
            RoundTrips++;
            using NpgsqlDataReader rows = batch.ExecuteReader();
            rows.Read();
            TakeTime(rows);
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            Failure ??= error;
            throw;
        }
    }

    private async ValueTask<T> RunAsync<T>(NpgsqlBatch batch, Func<NpgsqlDataReader, ValueTask<T>> read)
    {
        try
        {
            _begun = true;
            RoundTrips++;
            NpgsqlDataReader rows = await batch.ExecuteReaderAsync().ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                T result = await read(rows).ConfigureAwait(false);

                // What comes after the rows that were wanted may have failed too.
                while (await rows.NextResultAsync().ConfigureAwait(false))
                {
                }

                return result;
            }
        }
        catch (Exception error) when (PostgresErrors.IsDatabase(error))
        {
            Failure ??= error;
            throw;
        }
    }
}
