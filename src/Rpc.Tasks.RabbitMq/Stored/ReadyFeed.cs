using System.Collections.Concurrent;
using RabbitMQ.Client;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.RabbitMq.Links;
using Rpc.Tasks.RabbitMq.Publishing;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <summary>Tells the broker of tasks that have become ready in the store. A message says which task and of which kind; all else is in the store. Thread-safe.</summary>
/// <remarks>Invariant: <c>_underway</c> has the tasks whose message was posted and of which the store does not know yet that it was published, so that nobody here publishes them again for that.</remarks>
internal sealed class ReadyFeed(Broker broker)
{
    /// <summary>What the messages say they are, so that they are not taken for whole tasks.</summary>
    public const string ContentType = "application/vnd.rpc.task-id";

    private readonly ConcurrentDictionary<Guid, PublishGroup> _awaited = new();
    private readonly ConcurrentDictionary<Guid, bool> _underway = new();
    private readonly ConcurrentQueue<Guid> _confirmed = new();

    /// <summary>Tasks have become ready, after a commit.</summary>
    public void BecameReady(IReadOnlyList<TaskRow> rows)
    {
        foreach (TaskRow row in rows)
        {
            Publish(row.Id, row.Spec);
        }
    }

    /// <summary>Publishes word of a task.</summary>
    public void Publish(Guid id, TaskSpec spec)
    {
        _underway[id] = true;
        _awaited.TryGetValue(id, out PublishGroup? group);
        var properties = new BasicProperties { MessageId = id.ToString("N"), Type = spec.Kind, ContentType = ContentType };
        var publication = new OutgoingMessage(QueueNames.Of(spec.Queue, spec.Priority), properties, ReadOnlyMemory<byte>.Empty, isAwaited: group is not null, problem => Ended(id, group, problem));
        group?.Add(publication);
        broker.Publisher.Post(publication);
    }

    /// <summary>An enqueue is about to write these tasks, and will wait for their messages.</summary>
    public PublishGroup Await(IReadOnlyList<NewTask> tasks)
    {
        var group = new PublishGroup();
        foreach (NewTask task in tasks)
        {
            _awaited[task.Id] = group;
        }

        return group;
    }

    /// <summary>The enqueue waits no more.</summary>
    public void Forget(IReadOnlyList<NewTask> tasks)
    {
        foreach (NewTask task in tasks)
        {
            _awaited.TryRemove(task.Id, out _);
        }
    }

    /// <summary>Whether a task's message was posted and the store has not heard of its end.</summary>
    public bool IsUnderway(Guid id) => _underway.ContainsKey(id);

    /// <summary>Takes tasks that the broker has word of, for the store to know.</summary>
    public List<Guid> TakeConfirmed(int most)
    {
        var taken = new List<Guid>();
        while (taken.Count < most && _confirmed.TryDequeue(out Guid id))
        {
            taken.Add(id);
        }

        return taken;
    }

    /// <summary>The store knows.</summary>
    public void Marked(IReadOnlyList<Guid> ids)
    {
        foreach (Guid id in ids)
        {
            _underway.TryRemove(id, out _);
        }
    }

    /// <summary>The store could not be told.</summary>
    public void NotMarked(IReadOnlyList<Guid> ids)
    {
        foreach (Guid id in ids)
        {
            _confirmed.Enqueue(id);
        }
    }

    private void Ended(Guid id, PublishGroup? group, Exception? problem)
    {
        if (problem is null)
        {
            _confirmed.Enqueue(id);
        }
        else
        {
            _underway.TryRemove(id, out _);
        }

        group?.Ended(problem);
    }
}
