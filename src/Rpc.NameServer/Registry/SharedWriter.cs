using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>Makes changes in a shared store: those that come while one transaction is under way share the next. Thread-safe.</summary>
/// <remarks>Under <c>_gate</c>: <c>_waiting</c> is what no transaction holds yet, <c>_writing</c> that somebody will take it.</remarks>
internal sealed class SharedWriter(ISharedNameStore store, SharedFollower follower)
{
    /// <summary>Changes that share a transaction, at most. Others wait for it, on every name server.</summary>
    private const int LargestBatch = 1000;

    private readonly Lock _gate = new();
    private Queue<SharedWrite> _waiting = [];
    private Task _run = Task.CompletedTask;
    private bool _writing;

    public Task<T> AddAsync<T>(NameEdit<T> edit)
    {
        var write = new SharedWriteOf<T>(edit);
        lock (_gate)
        {
            _waiting.Enqueue(write);
            if (!_writing)
            {
                _writing = true;
                _run = Task.Run(RunAsync);
            }
        }

        return write.Task;
    }

    /// <summary>Completes when everything that was asked for is done, or has failed.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _run;
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var batch = new List<SharedWrite>();
            lock (_gate)
            {
                while (batch.Count < LargestBatch && _waiting.TryDequeue(out SharedWrite? write))
                {
                    batch.Add(write);
                }

                if (batch.Count == 0)
                {
                    _writing = false;
                    return;
                }
            }

            try
            {
                await WriteAsync(batch).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                batch.ForEach(write => write.Fail(error));
                continue;
            }

            batch.ForEach(static write => write.Succeed());
        }
    }

    private async Task WriteAsync(List<SharedWrite> batch)
    {
        var scope = new SharedScope(
            [.. batch.SelectMany(static write => write.Names).Distinct(StringComparer.Ordinal)],
            [.. batch.SelectMany(static write => write.Leases).Distinct()],
            [.. batch.Select(static write => write.Expiring).OfType<string>().Distinct(StringComparer.Ordinal)]);
        SharedEditor editor;
        ISharedNameTransaction transaction = await store.BeginAsync(scope).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            editor = new SharedEditor(transaction);
            batch.ForEach(write => write.Make(editor));
            if (editor.Changes.Count > 0)
            {
                await transaction.CommitAsync(editor.Changes, editor.Steps).ConfigureAwait(false);
            }
        }

        // Who was told that a change is made finds it here.
        await follower.AdvanceAsync(transaction.Revision, editor.Steps).ConfigureAwait(false);
    }
}
