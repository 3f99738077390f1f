using System.Data.Common;
using Rpc.Tasks.Backends;
using Rpc.Tasks.RabbitMq.Links;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.RabbitMq.Stored;

/// <summary>Publishes what was enqueued in a transaction of the caller's as soon as that is over, which nobody tells. If it was rolled back, the messages are of tasks that are not there, and are dropped. Thread-safe.</summary>
internal sealed class TransactionWatch(ReadyFeed feed, Broker broker)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(1);

    /// <summary>Begins to watch.</summary>
    public void Watch(DbTransaction transaction, IReadOnlyList<NewTask> tasks)
    {
        if (tasks.Count > 0)
        {
            _ = WatchAsync(transaction, tasks);
        }
    }

    private async Task WatchAsync(DbTransaction transaction, IReadOnlyList<NewTask> tasks)
    {
        long began = broker.Clock.GetTimestamp();
        while (TransactionFlow.IsOpen(transaction))
        {
            if (broker.Clock.GetElapsedTime(began) > s_most)
            {
                // The sweeper of some worker finds them when they are committed at last.
                return;
            }

            await Task.Delay(s_look, broker.Clock).ConfigureAwait(false);
        }

        foreach (NewTask task in tasks)
        {
            feed.Publish(task.Id, task.Spec);
        }
    }
}
