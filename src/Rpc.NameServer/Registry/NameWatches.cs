using System.Runtime.CompilerServices;
using Rpc.Naming;

namespace Rpc.NameServer.Registry;

/// <summary>Tells watchers of names, each at its own pace. Thread-safe.</summary>
/// <param name="table">The names.</param>
/// <param name="longestLag">For how long a watcher that knows more than the table is not told anything; afterwards it is told a snapshot.</param>
internal sealed class NameWatches(NameTable table, TimeSpan? longestLag = null)
{
    /// <summary>A name server hears of what others have committed within a second where the store answers.</summary>
    private static readonly TimeSpan s_longestLag = TimeSpan.FromSeconds(5);

    private const int Step = 1024;

    /// <summary>A watcher is told how far it is after so many changes that were not for it, so that it can go on from there.</summary>
    private const int LongestSilence = NameHistory.Kept / 8;

    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends every watch, and each that begins later: the name server stops, and does not wait for those who would watch for ever. They go on at the next one.</summary>
    public void End() => _end.TrySetResult();

    /// <summary>Gives a snapshot and then changes, or only what came after <paramref name="since"/>, of the names that are meant and may be seen.</summary>
    public async IAsyncEnumerable<NameEvent> WatchAsync(NameSelection selection, Func<string, bool> may, NameRevision? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = new List<NameStep>();
        SnapshotPlaces? snapshot = null;
        NameRevision at = since ?? default;
        bool goesOn = since is not null;
        bool isCurrent = false;
        if (since is { } known)
        {
            await CatchUpAsync(known, cancellationToken).ConfigureAwait(false);
        }

        for (long told = at.Number; ;)
        {
            steps.Clear();
            Task changed;
            lock (table.Gate)
            {
                goesOn = goesOn && table.History.TryRead(at, steps, Step);
                changed = table.History.Changed;
            }

            if (!goesOn)
            {
                isCurrent = false;
                goesOn = true;
                snapshot = new SnapshotPlaces(table, selection);
                at = snapshot.Begin;
                told = at.Number;
                yield return new NameEvent(NameEventKind.Reset, at);
                while (snapshot.TryTake(out IReadOnlyList<KeyValuePair<string, RegisteredInstance[]>> page))
                {
                    foreach ((string name, RegisteredInstance[] instances) in page)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        if (may(name) && selection.Entry(name, instances) is { } entry)
                        {
                            yield return new NameEvent(NameEventKind.Present, at, entry);
                        }
                    }
                }

                continue;
            }

            foreach (NameStep step in steps)
            {
                at = at with { Number = step.Number };
                if (selection.Means(step.Name) && snapshot?.Holds(step) != true && may(step.Name) && Event(selection, step, at) is { } one)
                {
                    told = at.Number;
                    yield return one;
                }
            }

            if (steps.Count < Step && (!isCurrent || at.Number - told >= LongestSilence))
            {
                isCurrent = true;
                told = at.Number;
                yield return new NameEvent(NameEventKind.Current, at);
            }

            if (steps.Count == 0)
            {
                snapshot = null;
                if (await Task.WhenAny(changed, _end.Task).WaitAsync(cancellationToken).ConfigureAwait(false) == _end.Task)
                {
                    throw Ended();
                }
            }
        }
    }

    // A watcher that comes from another name server of the store may know changes that have not arrived here: a snapshot would take it back behind them.
    private async Task CatchUpAsync(NameRevision known, CancellationToken cancellationToken)
    {
        Task? late = null;
        while (IsBehind(known, out Task changed) && late is not { IsCompleted: true })
        {
            late ??= Task.Delay(longestLag ?? s_longestLag, cancellationToken);
            if (await Task.WhenAny(changed, late, _end.Task).ConfigureAwait(false) == _end.Task)
            {
                throw Ended();
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private bool IsBehind(NameRevision known, out Task changed)
    {
        lock (table.Gate)
        {
            changed = table.History.Changed;
            return known.Epoch == table.History.Revision.Epoch && known.Number > table.History.Revision.Number;
        }
    }

    private static RpcException Ended() =>
        new(RpcStatus.Unavailable, "The name server stops. Watch on at another one, or at this one when it is back.", reason: RpcErrorReason.Draining);

    private static NameEvent? Event(NameSelection selection, NameStep step, NameRevision at)
    {
        NameEntry? before = selection.Entry(step.Name, step.Before);
        NameEntry? after = selection.Entry(step.Name, step.After);
        return (before, after) switch
        {
            (null, null) => null,
            (null, _) => new NameEvent(NameEventKind.Added, at, after),
            (_, null) => new NameEvent(NameEventKind.Removed, at, new NameEntry(step.Name, [])),
            _ => new NameEvent(NameEventKind.Changed, at, after),
        };
    }
}
