using System.Diagnostics;
using System.Globalization;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Tests.Node;

/// <summary>Enqueues, claims and ends tasks, a few at a time, and says what was acknowledged: <c>+id</c> for one that was enqueued, <c>-id</c> for one that has ended.</summary>
internal sealed class Writing(SqliteTaskStore store)
{
    private const int Lanes = 4;

    private static readonly TaskSpec s_spec = new("App.IWork.Do()", "0123456789abcdef0123456789abcdef", "default", TaskPriority.Normal, RetryPolicy.None, TimeSpan.Zero, TimeSpan.FromHours(1));

    private long _edits;
    private long _longest;

    /// <summary>Goes on for so long; zero for ever.</summary>
    public async Task RunAsync(TimeSpan duration)
    {
        var worker = Guid.CreateVersion7();
        await EditAsync(async transaction =>
        {
            DateTimeOffset now = transaction.Now;
            await transaction.PutWorkerAsync(new WorkerRow(worker, "node", ["default"], [s_spec.Kind], Lanes, now, now, now.AddHours(1)));
            return 0;
        });
        Console.WriteLine("ready");
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            while (duration == TimeSpan.Zero || Stopwatch.GetElapsedTime(began) < duration)
            {
                await RoundAsync(worker, says: duration == TimeSpan.Zero);
            }
        })));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {_edits} {_longest}"));
    }

    private async Task RoundAsync(Guid worker, bool says)
    {
        Guid[] ids = [.. Enumerable.Range(0, 3).Select(static _ => Guid.CreateVersion7())];
        await EditAsync(async transaction =>
        {
            await transaction.InsertAsync([.. ids.Select(id => TaskEngine.Enter(id, s_spec, new byte[40], transaction.Now, due: null))]);
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ready));
            return 0;
        });
        Say(says, '+', ids);
        IReadOnlyList<TaskRow> claimed = await EditAsync(async transaction =>
        {
            TaskRow[] rows = [.. (await transaction.LockReadyAsync(new ReadyQuery(worker, "default", Quarantined: false, 3))).Select(row => TaskEngine.Apply(row, new TaskEvent.Claimed(worker), transaction.Now).Row)];
            await transaction.SaveAsync(rows);
            return rows;
        });
        await EditAsync(async transaction =>
        {
            await transaction.EndAsync([.. claimed.Select(row => TaskEngine.Apply(row, new TaskEvent.Succeeded(row.Token, [1]), transaction.Now).Row)]);
            transaction.Announce(new TaskSignal(TaskSignalKinds.Ended, [.. claimed.Select(static row => row.Id)]));
            return 0;
        });
        Say(says, '-', claimed.Select(static row => row.Id));
    }

    private static void Say(bool says, char what, IEnumerable<Guid> ids)
    {
        if (says)
        {
            Console.Out.WriteLine(string.Join('\n', ids.Select(id => $"{what}{id}")));
        }
    }

    private async Task<T> EditAsync<T>(Func<ITaskTransaction, ValueTask<T>> edit)
    {
        long began = Stopwatch.GetTimestamp();
        T result = await store.RunAsync(edit);
        long took = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Interlocked.Increment(ref _edits);
        for (long longest = Volatile.Read(ref _longest); took > longest; longest = Volatile.Read(ref _longest))
        {
            Interlocked.CompareExchange(ref _longest, took, longest);
        }

        return result;
    }
}
