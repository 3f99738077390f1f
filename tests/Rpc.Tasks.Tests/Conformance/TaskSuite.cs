using Rpc.Tasks.Worker;
using Waits = Rpc.Tests.Shared.Patience;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>What every backend promises, through the public API. Subclassed for each; <see cref="OpenAsync"/> gives another client of the same backend each time.</summary>
public abstract partial class TaskSuite : IAsyncLifetime
{
    /// <summary>How long anything may take here.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _open = [];

    protected RpcTasks Tasks { get; private set; } = null!;

    private protected Work Work { get; } = new();

    /// <summary>Whether several clients of <see cref="OpenAsync"/> see the same tasks.</summary>
    protected virtual bool IsShared => true;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        Tasks = Opened(await OpenAsync());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            await _open[i].DisposeAsync().AsTask().WaitAsync(Patience);
        }

        await CleanAsync();
    }

    /// <summary>Opens the backend of this test.</summary>
    protected abstract ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder>? configure = null);

    protected virtual ValueTask PrepareAsync() => default;

    protected virtual ValueTask CleanAsync() => default;

    protected T Opened<T>(T one)
        where T : IAsyncDisposable
    {
        _open.Add(one);
        return one;
    }

    /// <summary>A worker for <see cref="Work"/>, with a lease of 5 s and a heartbeat each second.</summary>
    private protected async Task<TaskWorker> WorkAsync(Action<TaskWorkerOptions>? configure = null, RpcTasks? tasks = null, Work? work = null) => Opened(await (tasks ?? Tasks).StartWorkerAsync(worker =>
    {
        worker.Handle<IWork>(work ?? Work);
        worker.Lease = TimeSpan.FromSeconds(5);
        worker.Heartbeat = TimeSpan.FromSeconds(1);
        worker.DrainTimeout = TimeSpan.FromSeconds(2);
        worker.StopTimeout = TimeSpan.FromSeconds(1);
        configure?.Invoke(worker);
    }));

    /// <summary>Waits until something is so.</summary>
    protected static Task UntilAsync(Func<bool> so, string what) => Waits.UntilAsync(so, what, Patience);

    protected static Task UntilAsync(Func<Task<bool>> so, string what) => Waits.UntilAsync(so, what, Patience);
}
