using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>What <see cref="ITaskStore"/> and <see cref="ITaskTransaction"/> promise, whatever keeps the tasks. A store subclasses it.</summary>
public abstract partial class TaskStoreSuite : IAsyncLifetime
{
    internal const string Add = "App.ICalculator.AddAsync(int,int)";
    internal const string Divide = "App.ICalculator.DivideAsync(int,int)";

    private ITaskStore? _store;

    /// <summary>How long a test waits for what comes by itself.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The store of the test that runs: empty at its beginning.</summary>
    protected ITaskStore Store => _store!;

    /// <summary>Opens a store with nothing in it.</summary>
    protected abstract ValueTask<ITaskStore> OpenAsync();

    /// <summary>Lets the store's time go on.</summary>
    protected abstract void Advance(TimeSpan by);

    public virtual async ValueTask InitializeAsync() => _store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<T> Edit<T>(Func<ITaskTransaction, ValueTask<T>> edit) => await Store.RunAsync(edit).AsTask().WaitAsync(Patience);

    internal Task Edit(Func<ITaskTransaction, ValueTask> edit) => Edit(async transaction =>
    {
        await edit(transaction);
        return 0;
    });

    internal async Task<T> Read<T>(Func<ITaskTransaction, ValueTask<T>> read) => await Store.ReadAsync(read).AsTask().WaitAsync(Patience);

    internal Task<DateTimeOffset> Now() => Read(static transaction => new ValueTask<DateTimeOffset>(transaction.Now));

    /// <summary>Adds tasks that were enqueued now.</summary>
    internal async Task<TaskRow[]> Insert(params TaskRow[] rows)
    {
        await Edit(transaction => transaction.InsertAsync(rows));
        return rows;
    }

    /// <summary>A row that is enqueued now, or that long ago.</summary>
    internal async Task<TaskRow> Row(TaskSpec? spec = null, TimeSpan dueIn = default, TimeSpan? expiresAfter = null, TimeSpan ago = default)
    {
        DateTimeOffset now = await Now() - ago;
        return Rows.Row(spec, due: now + dueIn, expiresAfter: expiresAfter, now: now);
    }

    /// <summary>Adds a task that is enqueued now.</summary>
    internal async Task<TaskRow> Enqueue(TaskSpec? spec = null, TimeSpan dueIn = default, TimeSpan? expiresAfter = null, TimeSpan ago = default) =>
        (await Insert(await Row(spec, dueIn, expiresAfter, ago)))[0];

    internal async Task<TaskRow?> Find(Guid id) => (await Read(transaction => transaction.FindAsync([id]))).SingleOrDefault();

    /// <summary>Lets a worker join that lives for another minute.</summary>
    internal async Task<WorkerRow> Join(string[]? kinds = null, string[]? queues = null)
    {
        DateTimeOffset now = await Now();
        var worker = new WorkerRow(Guid.CreateVersion7(), "host:1", queues ?? ["default"], kinds ?? [Add], 4, now, now, now.AddMinutes(1));
        await Edit(transaction => transaction.PutWorkerAsync(worker));
        return worker;
    }

    /// <summary>Lets an event happen to a task that has not ended.</summary>
    internal Task<TaskRow> Apply(Guid id, TaskEvent happened) => Edit(async transaction =>
    {
        TaskRow row = Assert.Single(await transaction.LockAsync([id])).After(happened, transaction.Now);
        await (row.HasEnded ? transaction.EndAsync([row]) : transaction.SaveAsync([row]));
        return row;
    });

    /// <summary>Adds a task and lets it end with a result.</summary>
    internal async Task<TaskRow> Ended(TaskSpec? spec = null)
    {
        TaskRow row = await Enqueue(spec);
        row = await Apply(row.Id, new TaskEvent.Claimed(Guid.CreateVersion7()));
        return await Apply(row.Id, new TaskEvent.Succeeded(row.Token, [7, 8]));
    }

    internal static void Same(TaskRow expected, TaskRow? actual) => Assert.Equivalent(expected, Assert.IsType<TaskRow>(actual), strict: true);

    internal static void Are(IEnumerable<TaskRow> expected, IEnumerable<TaskRow> actual) => Assert.Equal(expected.Select(static row => row.Id), actual.Select(static row => row.Id));
}
