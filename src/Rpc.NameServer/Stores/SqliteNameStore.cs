using Microsoft.Data.Sqlite;

namespace Rpc.NameServer.Stores;

/// <summary>Keeps registrations in one SQLite file (write-ahead log, a full sync per commit), so they survive kill -9 and a power cut.</summary>
/// <remarks>A lock file beside the database keeps a second process out for as long as this is open.</remarks>
public sealed class SqliteNameStore : IOwnedNameStore
{
    private readonly StoreLock _lock;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;

    private SqliteNameStore(StoreLock held, SqliteConnection connection)
    {
        _lock = held;
        _connection = connection;
        _put = SqliteNameSchema.Put(connection);
        _delete = SqliteNameSchema.Delete(connection);
    }

    /// <inheritdoc/>
    public bool IsDurable => true;

    /// <summary>Opens a database file, or creates it and its folder.</summary>
    /// <exception cref="RpcException">Another process uses the file, or it is something else than a database of names; the message says which.</exception>
    public static SqliteNameStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        SqliteConnection? connection = null;
        StoreLock? held = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            held = StoreLock.Acquire(full);
            SQLitePCL.Batteries_V2.Init();
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Pooling = false }.ToString());
            connection.Open();
            SqliteNameSchema.Prepare(connection);
            return new SqliteNameStore(held, connection);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            held?.Dispose();
            throw error is RpcException ? error : new RpcException(RpcStatus.FailedPrecondition, $"{full} cannot be used as a database of names: {error.Message}", innerException: error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(add);
        using SqliteCommand select = SqliteNameSchema.SelectAll(_connection);
        SqliteDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                add(SqliteNameSchema.Read(reader));
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask ApplyAsync(IReadOnlyList<NameChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Apply(changes);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _put.Dispose();
        _delete.Dispose();
        _connection.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Apply(IReadOnlyList<NameChange> changes)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        _put.Transaction = transaction;
        _delete.Transaction = transaction;
        foreach (NameChange change in changes)
        {
            if (change.Instance is { } instance)
            {
                SqliteNameSchema.Bind(_put, instance);
                _put.ExecuteNonQuery();
            }
            else
            {
                SqliteNameSchema.Bind(_delete, change.Name, change.Uri);
                _delete.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }
}
