using Microsoft.Extensions.Logging;
using Rpc.Tasks.Tests.Conformance;
using Rpc.Tasks.Worker;
using Rpc.Tests.Shared;
using Waits = Rpc.Tests.Shared.Patience;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>A test of tasks in SQLite that a broker delivers.</summary>
public abstract class StoredTest : IAsyncDisposable
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _open = [];

    private protected TemporaryFolder Folder { get; } = new();

    private protected Work Work { get; } = new();

    private protected LogBook Log { get; } = new();

    private protected string File => Folder.File("tasks.db");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            await _open[i].DisposeAsync().AsTask().WaitAsync(Patience);
        }

        Folder.Dispose();
        Log.Dispose();
    }

    private protected T Opened<T>(T one)
        where T : IAsyncDisposable
    {
        _open.Add(one);
        return one;
    }

    private protected async Task<RpcTasks> OpenAsync(string uri, Action<RabbitMqOptions>? configure = null) => Opened(await RpcTasks.OpenAsync(tasks =>
    {
        tasks.LoggerFactory = Log;
        tasks.UseRabbitMq(uri, results => results.UseSqlite(File), configure);
    }));

    private protected async Task<TaskWorker> WorkAsync(RpcTasks tasks, Action<TaskWorkerOptions>? configure = null) => Opened(await tasks.StartWorkerAsync(worker =>
    {
        worker.Handle<IWork>(Work);
        worker.Lease = TimeSpan.FromSeconds(5);
        worker.Heartbeat = TimeSpan.FromSeconds(1);
        worker.DrainTimeout = TimeSpan.FromSeconds(2);
        worker.StopTimeout = TimeSpan.FromSeconds(1);
        configure?.Invoke(worker);
    }));

    private protected static Task UntilAsync(Func<Task<bool>> so, string what, TimeSpan? limit = null) => Waits.UntilAsync(so, what, limit ?? Patience);
}
