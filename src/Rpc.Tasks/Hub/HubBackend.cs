using System.Data.Common;
using Microsoft.Extensions.Logging;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Hub;

/// <summary>The tasks of another program, as a backend of this one. Thread-safe.</summary>
internal sealed class HubBackend : ITaskBackend
{
    private readonly RpcClient _client;
    private readonly ITaskHub _hub;
    private readonly HubStream _stream;
    private readonly HubWorkers _workers = new();

    public HubBackend(RemoteUri uri, RpcClientOptions options, TimeProvider clock, ILogger log)
    {
        Name = $"the hub at {uri}";
        _client = new RpcClient(options);
        _hub = _client.Get<ITaskHub>(uri);
        _stream = new HubStream(_hub, Name, clock, log);
    }

    public string Name { get; }

    public TaskBackendTraits Traits => _stream.Traits;

    public string? Problem => _stream.Problem;

    /// <summary>The connections of its client, for tests.</summary>
    internal IReadOnlyList<RpcConnectionInfo> Connections => _client.GetConnections();

    public async ValueTask<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        RefuseTransaction(transaction);
        return await _hub.EnqueueAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<RpcTaskInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) => new(_hub.FindAsync(id, cancellationToken));

    public async ValueTask<IReadOnlyList<TaskOutcome>> OutcomesAsync(IReadOnlyList<Guid> ids, bool alsoUnknown, CancellationToken cancellationToken = default)
    {
        List<TaskOutcome> outcomes = [];
        IReadOnlyList<Guid> ask = _stream.Answer(ids, outcomes);
        while (ask.Count > 0)
        {
            HubOutcomes page = await _hub.OutcomesAsync(ask, alsoUnknown, cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(page.Outcomes);
            ask = page.Left;
        }

        return outcomes;
    }

    public ValueTask<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => new(_hub.CancelAsync(id, cancellationToken));

    public ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default) => new(_hub.RetryAsync(id, cancellationToken));

    public ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default) => new(_hub.PurgeAsync(filter, cancellationToken));

    public ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter filter, CancellationToken cancellationToken = default) => new(_hub.ListAsync(filter, cancellationToken));

    public ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) => new(_hub.OverviewAsync(cancellationToken));

    public ValueTask PutScheduleAsync(ScheduleRequest schedule, CancellationToken cancellationToken = default) => new(_hub.PutScheduleAsync(schedule, cancellationToken));

    public ValueTask<bool> RemoveScheduleAsync(string name, CancellationToken cancellationToken = default) => new(_hub.RemoveScheduleAsync(name, cancellationToken));

    public ValueTask<IReadOnlyList<RpcScheduleInfo>> SchedulesAsync(CancellationToken cancellationToken = default) => new(_hub.SchedulesAsync(cancellationToken));

    public async ValueTask<WorkerLease> JoinAsync(WorkerJoin worker, CancellationToken cancellationToken = default)
    {
        WorkerLease lease = await _hub.JoinAsync(worker, cancellationToken).ConfigureAwait(false);
        _workers.Add(worker.Id, worker.Lease);
        _stream.Works();
        return lease;
    }

    public async ValueTask<HeartbeatAnswer> HeartbeatAsync(WorkerBeat beat, CancellationToken cancellationToken = default)
    {
        HeartbeatAnswer answer = await _hub.HeartbeatAsync(beat, cancellationToken).ConfigureAwait(false);
        if (!answer.Known)
        {
            _workers.Remove(beat.Worker);
        }

        return answer;
    }

    public async ValueTask<ClaimAnswer> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken = default)
    {
        HubClaim claim = _workers.Begin(request);
        try
        {
            ClaimAnswer answer = await _hub.ClaimAsync(claim, cancellationToken).ConfigureAwait(false);
            _workers.End(claim, answer);
            return answer;
        }
        catch (Exception exception)
        {
            _workers.Fail(claim, mayHaveRun: exception is not RpcException { Outcome: RpcOutcome.NotExecuted });
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<bool>> SettleAsync(IReadOnlyList<TaskSettlement> settlements, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        RefuseTransaction(transaction);
        List<bool> taken = [];
        while (taken.Count < settlements.Count)
        {
            TaskSettlement[] left = [.. settlements.Skip(taken.Count)];
            TaskSettlement[] some = left[..HubSizes.Fitting(left, HubSizes.Of)];
            taken.AddRange(await _hub.SettleAsync(some, cancellationToken).ConfigureAwait(false));
            _workers.Settled(some);
        }

        return taken;
    }

    public async ValueTask LeaveAsync(Guid worker, CancellationToken cancellationToken = default)
    {
        _workers.Remove(worker);
        await _hub.LeaveAsync(worker, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<byte[]?> ShapesAsync(string fingerprint, CancellationToken cancellationToken = default) => new(_hub.ShapesAsync(fingerprint, cancellationToken));

    public ValueTask<TendAnswer> TendAsync(TendRequest request, CancellationToken cancellationToken = default) => new(_hub.TendAsync(request, cancellationToken));

    public IDisposable Listen(Action<TaskSignal> heard) => _stream.Listen(heard);

    public void Await(IReadOnlyList<Guid> begun, IReadOnlyList<Guid> done) => _stream.Await(begun, done);

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
    }

    private static void RefuseTransaction(DbTransaction? transaction)
    {
        if (transaction is not null)
        {
            throw new NotSupportedException("A hub cannot take part in a transaction of its callers: another program stores the task. Enqueue after the commit, with an IdempotencyKey where it may happen twice, or keep tasks in the database of the transaction (UseSqlite, UsePostgres).");
        }
    }
}
