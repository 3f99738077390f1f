using Rpc.Stubs;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Client;
using Rpc.Tasks.Schedules;

namespace Rpc.Tasks;

/// <summary>Tasks that are enqueued again and again. Schedules live in the backend: whichever worker comes first fires one, and no due time is fired twice. Thread-safe.</summary>
public sealed class TaskSchedules
{
    private readonly RpcTasks _tasks;
    private readonly TaskRequests _requests;

    internal TaskSchedules(RpcTasks tasks, TaskRequests requests)
    {
        _tasks = tasks;
        _requests = requests;
    }

    /// <summary>Adds a schedule, or changes the one of that name. Putting the same again, as programs do when they start, changes nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="timing">When it fires. If workers were not there at a due time, it fires once when one is, however many were missed.</param>
    /// <param name="zone">The zone that <paramref name="timing"/> is meant in. A local time that the clocks skip fires when they have skipped it, one that comes twice fires once.</param>
    /// <param name="call">The call that it makes each time.</param>
    /// <param name="options">How each task is enqueued. With a <see cref="EnqueueOptions.UniqueKey"/>, a due time is left out while the task before has not ended. Delay, transaction and idempotency key make no sense here.</param>
    /// <param name="isPaused">Whether it does not fire until it is put again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask PutAsync(string name, Cron timing, TimeZoneInfo zone, RemoteCall call, EnqueueOptions? options = null, bool isPaused = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(call);
        options ??= TaskRequests.Default;
        TaskRequests.Check(options);
        if (options.Delay > TimeSpan.Zero || options.DueAt is not null || options.Transaction is not null || options.IdempotencyKey is not null)
        {
            throw new ArgumentException($"A schedule says itself when its tasks are due: it takes no {nameof(options.Delay)}, {nameof(options.DueAt)}, {nameof(options.Transaction)} or {nameof(options.IdempotencyKey)}.", nameof(options));
        }

        var request = new ScheduleRequest(name, timing.Text, zone.Id, TaskRequests.Spec(call, options), _requests.Arguments(call), isPaused, new ContractShapes(call.Contract.Fingerprint, KeptCalls.ShapesOf(call.Contract)));
        _ = ScheduleTiming.Parse(request.Timing, request.TimeZone);
        await _tasks.Kept().PutScheduleAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a schedule; false when there is none of that name. Tasks that it has enqueued stay.</summary>
    public ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken = default) => _tasks.Kept().RemoveScheduleAsync(name, cancellationToken);

    /// <summary>All schedules, by name.</summary>
    public ValueTask<IReadOnlyList<RpcScheduleInfo>> ListAsync(CancellationToken cancellationToken = default) => _tasks.Kept().SchedulesAsync(cancellationToken);
}
