using System.Collections.Concurrent;
using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.RabbitMq.Links;
using Rpc.Tasks.RabbitMq.Publishing;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <summary>Tasks that are messages and nothing else: enqueueing gives a receipt, a message is acknowledged when its run has ended, and nobody can be asked what became of it. Thread-safe.</summary>
internal sealed partial class StorelessBackend(Broker broker) : ITaskBackend
{
    private readonly TaskListeners _listeners = new();
    private readonly MessageEnds _ends = new(broker);

    // Clients send the shapes of a contract once; every message carries them.
    private readonly ConcurrentDictionary<string, byte[]> _shapes = new(StringComparer.Ordinal);

    public string Name => broker.Name;

    public TaskBackendTraits Traits => TaskBackendTraits.Durable;

    public string? Problem => broker.Problem ?? _workers.Values.Select(static worker => worker.Problem).FirstOrDefault(static problem => problem is not null);

    public async ValueTask<IReadOnlyList<EnqueueAnswer>> EnqueueAsync(EnqueueRequest request, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (transaction is not null)
        {
            throw StorelessRules.NeedsStore("transactions");
        }

        foreach (ContractShapes shapes in request.Shapes)
        {
            _shapes.TryAdd(shapes.Fingerprint, shapes.Shapes);
        }

        var messages = new List<(TaskMessage Message, byte[] Body)>();
        foreach (NewTask task in request.Tasks)
        {
            StorelessRules.Check(task, broker.Options);
            var message = new TaskMessage(task.Id, task.Spec, _shapes.GetValueOrDefault(task.Spec.Fingerprint) ?? [], task.Arguments, Attempts: 0, Failures: 0);
            messages.Add((message, Fitting(message.Body())));
        }

        var group = new PublishGroup();
        foreach ((TaskMessage message, byte[] body) in messages)
        {
            var publication = new OutgoingMessage(QueueNames.Of(message.Spec.Queue, message.Spec.Priority), message.Properties(), body, isAwaited: true, group.Ended);
            group.Add(publication);
            broker.Publisher.Post(publication);
        }

        if (!await group.ConfirmedAsync(broker.Options.PublishTimeout, broker.Clock, cancellationToken).ConfigureAwait(false))
        {
            group.GiveUp();
            throw Refused(group, messages.Count);
        }

        return [.. request.Tasks.Select(static task => new EnqueueAnswer(task.Id, IsNew: true))];
    }

    public IDisposable Listen(Action<TaskSignal> heard) => _listeners.Add(heard);

    public async ValueTask DisposeAsync()
    {
        foreach (Guid worker in _workers.Keys)
        {
            await LeaveAsync(worker).ConfigureAwait(false);
        }

        await broker.DisposeAsync().ConfigureAwait(false);
    }

    private byte[] Fitting(byte[] body) => body.Length <= broker.Options.MaxMessageBytes
        ? body
        : throw new RpcException(RpcStatus.InvalidArgument, $"The task was not enqueued: its message has {body.Length} bytes, and {nameof(RabbitMqOptions)}.{nameof(RabbitMqOptions.MaxMessageBytes)} is {broker.Options.MaxMessageBytes}. Keep what is large elsewhere, and pass where it is.");

    private RpcException Refused(PublishGroup group, int count)
    {
        string problem = group.Problem?.Message ?? broker.Problem ?? $"{broker.Name} has not confirmed within {broker.Options.PublishTimeout.TotalSeconds:0.#} s.";
        RpcStatus status = group.Problem is RpcException refusal ? refusal.Status : RpcStatus.Unavailable;
        return group.MayBeThere
            ? new RpcException(status, $"It is not known whether the tasks were enqueued; the broker has confirmed {group.Confirmed} of {count}: {problem}", RpcOutcome.MaybeExecuted, innerException: group.Problem)
            : new RpcException(status, $"The task was not enqueued: {problem}", RpcOutcome.NotExecuted, innerException: group.Problem);
    }

    private void TellDelivered() => _listeners.Tell(new TaskSignal(TaskSignalKinds.Ready));
}
