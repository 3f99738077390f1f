using Microsoft.Data.Sqlite;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>A folder with one database of tasks, which several may open.</summary>
internal sealed class SqliteFolder : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteTaskStore> _stores = [];

    public string Database => _folder.File("tasks.db");

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    public SqliteTaskStore Open(TimeProvider? clock = null, TimeSpan? patience = null)
    {
        SqliteTaskStore store = SqliteTaskStore.Open(Database, clock, patience ?? TimeSpan.FromSeconds(30));
        _stores.Add(store);
        return store;
    }

    /// <summary>Another connection, as a caller has one.</summary>
    public SqliteConnection Connect(string? file = null)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={file ?? Database};Pooling=False");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SqliteTaskStore store in _stores)
        {
            await store.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Adds a task.</summary>
    public static async Task<TaskRow> InsertAsync(ITaskStore store, byte[]? arguments = null, TaskSignal? announce = null)
    {
        TaskRow row = Rows.Row() with { Arguments = arguments ?? [1, 2, 3] };
        await store.RunAsync(Inserting(row, announce)).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        return row;
    }

    public static Func<ITaskTransaction, ValueTask<int>> Inserting(TaskRow row, TaskSignal? announce = null) => async transaction =>
    {
        await transaction.InsertAsync([row]);
        if (announce is not null)
        {
            transaction.Announce(announce);
        }

        return 0;
    };

    public static async Task<TaskRow?> FindAsync(ITaskStore store, Guid id) =>
        (await store.ReadAsync(transaction => transaction.FindAsync([id])).AsTask().WaitAsync(TimeSpan.FromSeconds(60))).SingleOrDefault();
}
