using System.Collections.Concurrent;
using System.Data.Common;
using Rpc.Tasks;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Stress.Tests;

/// <summary>A backend that cannot always be reached, or whose answers are lost or late, at random.</summary>
internal sealed class FaultyTasks(ITaskBackend inner, int seed) : ITaskBackend
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private long _faults;

    /// <summary>Whether anything goes wrong.</summary>
    public bool IsFaulty { get; set; } = true;

    /// <summary>Workers that cannot be heard: their leases end, whatever they do.</summary>
    public ConcurrentDictionary<Guid, bool> Muted { get; } = new();

    public long Faults => Interlocked.Read(ref _faults);

    public string Name => inner.Name;

    public TaskBackendTraits Traits => inner.Traits;

    public string? Problem => inner.Problem;

    public ValueTask<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default) => FaultAsync(() => inner.EnqueueAsync(request, transaction, CancellationToken.None));

    public ValueTask<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) => inner.FindAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<TaskOutcome>> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default) => FaultAsync(() => inner.OutcomesAsync(ids, alsoUnknown, CancellationToken.None));

    public ValueTask<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => FaultAsync(() => inner.CancelAsync(id, CancellationToken.None));

    public ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default) => inner.RetryAsync(id, cancellationToken);

    public ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default) => inner.PurgeAsync(filter, cancellationToken);

    public ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) => inner.ListAsync(filter, cancellationToken);

    public ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) => inner.OverviewAsync(cancellationToken);

    public ValueTask PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default) => inner.PutScheduleAsync(schedule, cancellationToken);

    public ValueTask<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default) => inner.RemoveScheduleAsync(name, cancellationToken);

    public ValueTask<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default) => inner.SchedulesAsync(cancellationToken);

    public ValueTask<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default) => inner.JoinAsync(worker, cancellationToken);

    public ValueTask<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default) => FaultAsync(() => inner.HeartbeatAsync(beat, CancellationToken.None), beat.Worker);

    public ValueTask<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default) => FaultAsync(() => inner.ClaimAsync(request, CancellationToken.None), request.Worker);

    public ValueTask<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, DbTransaction? transaction = null, CancellationToken cancellationToken = default) => FaultAsync(() => inner.SettleAsync(settlements, transaction, CancellationToken.None));

    public ValueTask LeaveAsync(Guid worker, CancellationToken cancellationToken = default) => inner.LeaveAsync(worker, cancellationToken);

    public ValueTask<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default) => inner.ShapesAsync(fingerprint, cancellationToken);

    public ValueTask<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default) => FaultAsync(() => inner.TendAsync(request, CancellationToken.None));

    public IDisposable Listen(Action<TaskSignal> heard) => inner.Listen(signal =>
    {
        // A hint may be lost.
        if (!IsFaulty || Next() >= 0.1)
        {
            heard(signal);
        }
    });

    public void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done) => inner.Await(begun, done);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<T> FaultAsync<T>(Func<ValueTask<T>> ask, Guid worker = default)
    {
        double fate = Muted.ContainsKey(worker) ? 0 : IsFaulty ? Next() : 1;
        if (fate < 0.03)
        {
            Interlocked.Increment(ref _faults);
            throw new RpcException(RpcStatus.Unavailable, "It cannot be reached.");
        }

        T answer = await ask();
        if (fate < 0.06)
        {
            Interlocked.Increment(ref _faults);
            throw new RpcException(RpcStatus.Unavailable, "The answer was lost.", RpcOutcome.MaybeExecuted);
        }

        if (fate < 0.10)
        {
            Interlocked.Increment(ref _faults);
            await Task.Delay(fate < 0.062 ? 1500 : 50);
        }

        return answer;
    }

    private double Next()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}
