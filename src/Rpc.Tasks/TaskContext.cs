using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks;

/// <summary>What a handler can learn of the task that it runs, and do about it. Flows through the handler's awaits; null in direct calls.</summary>
public sealed class TaskContext
{
    private static readonly AsyncLocal<TaskContext?> s_current = new();

    private readonly RunningTask _running;
    private readonly ITaskBackend _backend;

    internal TaskContext(RunningTask running, ITaskBackend backend)
    {
        _running = running;
        _backend = backend;
    }

    /// <summary>The task being run, or null outside of one.</summary>
    public static TaskContext? Current
    {
        get => s_current.Value;
        internal set => s_current.Value = value;
    }

    /// <summary>The task's id: the same at each attempt, so it can stand for what is to be done once.</summary>
    public Guid Id => _running.Task.Id;

    /// <summary>Which attempt this is: 1 for the first.</summary>
    public int Attempt => _running.Task.Attempt;

    /// <summary>What it was enqueued under; null for nothing.</summary>
    public string? IdempotencyKey => _running.Task.Spec.IdempotencyKey;

    /// <summary>The queue that it came from.</summary>
    public string Queue => _running.Task.Spec.Queue;

    /// <summary>The schedule that made it; null for a caller.</summary>
    public string? Schedule => _running.Task.Spec.Schedule;

    /// <summary>Whether nothing else runs in this worker beside it, because a worker that ran it has died.</summary>
    public bool IsQuarantined => _running.Task.IsAlone;

    /// <summary>Fires when the task is cancelled, runs too long, or its worker stops or has lost it.</summary>
    public CancellationToken CancellationToken => _running.Token;

    /// <summary>Reports a value for whoever asks the handle (<see cref="TaskHandle.GetProgressAsync{TProgress}"/>); the last one counts. A parameter of type <see cref="IProgress{T}"/> does the same.</summary>
    public void Report<TProgress>(TProgress value) => _running.Report(RpcCodec.Encode(value));

    /// <summary>Ends the task inside a transaction of the handler's on the backend's database: its effect and its end are committed together, or neither is. Return right after the commit.</summary>
    /// <param name="transaction">The transaction, which the handler commits.</param>
    /// <param name="result">What the method returns.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RpcTaskException">The attempt is not the task's any more, because this worker was thought dead: roll back.</exception>
    public ValueTask CompleteAsync<TResult>(DbTransaction transaction, TResult result, CancellationToken cancellationToken = default) => CompleteWith(transaction, RpcCodec.Encode(result), cancellationToken);

    /// <summary>The same for a method without a result.</summary>
    /// <inheritdoc cref="CompleteAsync{TResult}"/>
    public ValueTask CompleteAsync(DbTransaction transaction, CancellationToken cancellationToken = default) => CompleteWith(transaction, [], cancellationToken);

    private ValueTask CompleteWith(DbTransaction transaction, byte[] result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        TransactionFlow.Enter(transaction);
        return CompleteWithAsync(transaction, result, cancellationToken);
    }

    private async ValueTask CompleteWithAsync(DbTransaction transaction, byte[] result, CancellationToken cancellationToken)
    {
        ClaimedTask task = _running.Task;
        IReadOnlyList<bool> taken = await _backend.SettleAsync([new TaskSettlement(task.Id, task.Token, TaskSettlementKind.Succeeded, result)], transaction, cancellationToken).ConfigureAwait(false);
        if (!taken[0])
        {
            throw new RpcTaskException(task.Id, RpcTaskFailure.WorkerLost, $"Attempt {task.Attempt} of task {task.Id} is not the task's any more: this worker was thought dead, and another may have run it. Roll the transaction back.");
        }

        _running.EndedInTransaction = true;
    }
}
