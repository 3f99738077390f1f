using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks;

/// <summary>What an <see cref="RpcTasks"/> is made with. Choose a backend with one of the <c>Use…</c> methods; of several the last one counts.</summary>
public sealed class RpcTasksBuilder
{
    private Func<RpcTasksBuilder, CancellationToken, ValueTask<ITaskBackend>>? _open;

    /// <summary>The clock that this process waits by. What is stored goes by the backend's. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; null (default) for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>How many bytes the arguments of one task may have, and its result. Default 64 MiB, as for a call.</summary>
    public int MaxTaskBytes { get; set; } = new RpcLimits().MaxMessageBytes;

    /// <summary>How long it is remembered that there was a task whose result is not kept any more: until then the answer is <see cref="RpcTaskState.ResultExpired"/>, later <see cref="RpcTaskState.NotFound"/>. Default one day.</summary>
    public TimeSpan Tombstones { get; set; } = TimeSpan.FromDays(1);

    /// <summary>For a broker that delivers what a store keeps: hears after commits which tasks have become ready (<see cref="TaskLedgerOptions.BecameReady"/>). Null (default) where the store delivers itself.</summary>
    public Action<IReadOnlyList<TaskRow>>? BecameReady { get; set; }

    /// <summary>Keeps tasks in this process, and loses them with it: for tests.</summary>
    public RpcTasksBuilder UseInMemory() => UseStore(static (builder, _) => new ValueTask<ITaskStore>(new MemoryTaskStore(builder.TimeProvider)));

    /// <summary>Keeps tasks in a SQLite file, which any number of processes of one machine may use at a time. Survives kill -9 and a power cut.</summary>
    /// <param name="path">The file; it and its folder are made where they are not there.</param>
    public RpcTasksBuilder UseSqlite(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UseStore((_, _) => new ValueTask<ITaskStore>(SqliteTaskStore.Open(path)));
    }

    /// <summary>Uses a store that other code opens; disposed with the <see cref="RpcTasks"/>.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="parallelism">Transactions of one kind that may be under way at a time: 1 (default) where the store writes one after another.</param>
    public RpcTasksBuilder UseStore(Func<RpcTasksBuilder, CancellationToken, ValueTask<ITaskStore>> open, int parallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(open);
        return UseBackend(async (builder, cancellationToken) =>
            new TaskLedger(await open(builder, cancellationToken).ConfigureAwait(false), new TaskLedgerOptions { TimeProvider = builder.TimeProvider, Tombstones = builder.Tombstones, Parallelism = parallelism, BecameReady = builder.BecameReady }));
    }

    /// <summary>Uses a backend that other code opens; disposed with the <see cref="RpcTasks"/>.</summary>
    public RpcTasksBuilder UseBackend(Func<RpcTasksBuilder, CancellationToken, ValueTask<ITaskBackend>> open)
    {
        _open = open;
        return this;
    }

    /// <summary>Opens what was chosen.</summary>
    /// <exception cref="InvalidOperationException">Nothing was.</exception>
    public ValueTask<ITaskBackend> OpenAsync(CancellationToken cancellationToken = default) =>
        _open?.Invoke(this, cancellationToken) ?? throw new InvalidOperationException("No backend for tasks is chosen: call UseSqlite(path), UseHub(uri), UsePostgres(connectionString), UseRabbitMq(uri) or UseInMemory().");
}
