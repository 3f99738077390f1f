using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <content>What only the store knows.</content>
internal sealed partial class RabbitBackend
{
    public ValueTask<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) => _ledger.FindAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<TaskOutcome>> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default) => _ledger.OutcomesAsync(ids, alsoUnknown, cancellationToken);

    public ValueTask<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => _ledger.CancelAsync(id, cancellationToken);

    public ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default) => _ledger.RetryAsync(id, cancellationToken);

    public ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default) => _ledger.PurgeAsync(filter, cancellationToken);

    public ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) => _ledger.ListAsync(filter, cancellationToken);

    public ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) => _ledger.OverviewAsync(cancellationToken);

    public ValueTask PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default) => _ledger.PutScheduleAsync(schedule, cancellationToken);

    public ValueTask<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default) => _ledger.RemoveScheduleAsync(name, cancellationToken);

    public ValueTask<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default) => _ledger.SchedulesAsync(cancellationToken);

    public ValueTask<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default) => _ledger.ShapesAsync(fingerprint, cancellationToken);

    public void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done) => _ledger.Await(begun, done);
}
