using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Hub;

/// <summary>The object that a hub serves: passes on to its backend what clients ask, and tells them what they wait for. Thread-safe.</summary>
/// <param name="backend">Where the tasks are; stays its owner's.</param>
/// <param name="clock">What is waited by.</param>
/// <param name="log">Where events go.</param>
/// <param name="stop">Ends the streams, and those that begin later.</param>
internal sealed class TaskHubService(ITaskBackend backend, TimeProvider clock, ILogger log, CancellationToken stop) : ITaskHub
{
    private readonly HubClaims _claims = new(backend, clock, log);

    public Task<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, CancellationToken cancellationToken = default) => backend.EnqueueAsync(request, cancellationToken: cancellationToken).AsTask();

    public Task<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) => backend.FindAsync(id, cancellationToken).AsTask();

    public async Task<HubOutcomes> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default)
    {
        Guid[] some = [.. ids.Take(HubSizes.MostIds)];
        IReadOnlyList<TaskOutcome> outcomes = await backend.OutcomesAsync(some, alsoUnknown, cancellationToken).ConfigureAwait(false);
        int fitting = HubSizes.Fitting(outcomes, HubSizes.Of);
        return new HubOutcomes([.. outcomes.Take(fitting)], [.. outcomes.Skip(fitting).Select(static outcome => outcome.Id), .. ids.Skip(some.Length)]);
    }

    public Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => backend.CancelAsync(id, cancellationToken).AsTask();

    public Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default) => backend.RetryAsync(id, cancellationToken).AsTask();

    public Task<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default) => backend.PurgeAsync(filter, cancellationToken).AsTask();

    public Task<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) => backend.ListAsync(filter, cancellationToken).AsTask();

    public Task<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) => backend.OverviewAsync(cancellationToken).AsTask();

    public Task PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default) => backend.PutScheduleAsync(schedule, cancellationToken).AsTask();

    public Task<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default) => backend.RemoveScheduleAsync(name, cancellationToken).AsTask();

    public Task<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default) => backend.SchedulesAsync(cancellationToken).AsTask();

    public Task<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default) => backend.JoinAsync(worker, cancellationToken).AsTask();

    public Task<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default) => backend.HeartbeatAsync(beat, cancellationToken).AsTask();

    public Task<ClaimAnswer> ClaimAsync(HubClaim claim, CancellationToken cancellationToken = default) => _claims.ClaimAsync(claim, cancellationToken);

    public Task<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, CancellationToken cancellationToken = default) => backend.SettleAsync(settlements, cancellationToken: cancellationToken).AsTask();

    public async Task LeaveAsync(Guid worker, CancellationToken cancellationToken = default)
    {
        await backend.LeaveAsync(worker, cancellationToken).ConfigureAwait(false);
        _claims.Forget(worker);
    }

    public Task<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default) => backend.ShapesAsync(fingerprint, cancellationToken).AsTask();

    public Task<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default) => backend.TendAsync(request, cancellationToken).AsTask();

    public async IAsyncEnumerable<HubPush> WatchAsync(IAsyncEnumerable<HubWanted> wanted, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TaskMetrics.HubWatched(1);
        try
        {
            var watcher = new HubWatcher(backend, clock, log, wanted, cancellationToken, stop);
            await using (watcher.ConfigureAwait(false))
            {
                yield return new HubPush(TaskSignalKinds.None, []) { Traits = backend.Traits & ~TaskBackendTraits.Transactions };
                while (await watcher.NextAsync().ConfigureAwait(false) is { } push)
                {
                    TaskMetrics.HubPushed(push.Outcomes.Count);
                    yield return push;
                }
            }
        }
        finally
        {
            TaskMetrics.HubWatched(-1);
        }
    }

    /// <summary>Forgets what is of no use any more; called now and then.</summary>
    public void Tidy() => _claims.Tidy();
}
