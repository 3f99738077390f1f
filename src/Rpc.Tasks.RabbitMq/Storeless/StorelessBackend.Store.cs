using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <content>What only a store could do.</content>
internal sealed partial class StorelessBackend
{
    public ValueTask<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("states");

    public ValueTask<IReadOnlyList<TaskOutcome>> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("results");

    public ValueTask<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("way to cancel a task");

    public ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("list of tasks that have failed");

    public ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("list of tasks");

    public ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("list of tasks");

    public ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("list of tasks");

    public ValueTask PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("schedules");

    public ValueTask<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("schedules");

    public ValueTask<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default) => throw StorelessRules.NeedsStore("schedules");

    public void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done)
    {
    }
}
