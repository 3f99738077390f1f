using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rpc.Tasks.Stores;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
/// <param name="handle">The connection.</param>
/// <param name="file">The file, for messages.</param>
/// <param name="owned">What is closed with it; null for a connection of the caller's.</param>
internal sealed class SqliteSession(sqlite3 handle, string file, SqliteConnection? owned = null) : IDisposable
{
    // By reference: the texts are constants.
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    /// <summary>The specs that were read last.</summary>
    public SqliteSpecs Specs { get; } = new();

    public string File => file;

    /// <summary>Whether the index that only brokers need is known to be there.</summary>
    public bool HasUnpublished { get; set; }

    /// <summary>The rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>The rows that were changed since the connection was opened.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(handle);

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>The statements that were used, for the test that looks at their plans.</summary>
    public IEnumerable<string> Texts => _statements.Keys;

    public static SqliteSession Open(string file)
    {
        Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return new SqliteSession(connection.Handle!, file, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The statement of a constant text, ready for values.</summary>
    public SqliteStatement Begin(string sql)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            Check(raw.sqlite3_prepare_v2(handle, sql, out sqlite3_stmt prepared));
            statement = new SqliteStatement(this, prepared);
            _statements.Add(sql, statement);
        }

        return statement.Begin();
    }

    /// <summary>Runs a statement without values.</summary>
    public void Run(string sql) => Begin(sql).Run();

    /// <summary>Runs several statements that are not kept.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Tries a statement that may find the file locked.</summary>
    /// <returns>False where it was, by another connection, and may not be a moment later.</returns>
    public bool TryRun(string sql)
    {
        try
        {
            Run(sql);
            return true;
        }
        catch (SqliteStoreException error) when (error.IsBusy)
        {
            return false;
        }
    }

    /// <summary>Ends the transaction without a trace. Never throws: where it fails, SQLite has done it already.</summary>
    public void Rollback()
    {
        ResetAll();
        if (InTransaction)
        {
            _ = raw.sqlite3_exec(handle, "ROLLBACK");
        }
    }

    /// <summary>Lets go of what was read half.</summary>
    public void ResetAll()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Reset();
        }
    }

    /// <summary>How long SQLite itself waits for a lock.</summary>
    public void WaitForLocks(TimeSpan time) => Check(raw.sqlite3_busy_timeout(handle, (int)time.TotalMilliseconds));

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }
    }

    public SqliteStoreException Error(int code) => new(file, code, raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string());

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        owned?.Dispose();
    }
}
