using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>The way of changes in memory into the store of one name server alone. Thread-safe where it is said.</summary>
/// <remarks>A change is seen at once and acknowledged when it is stored: changes that come while the store works share its next transaction.
/// When the store fails, that change and those behind it are taken back, and their callers are told. Under the gate: <c>_pending</c> is what the next transaction
/// will hold, <c>_flushing</c> that somebody will take it.</remarks>
internal sealed class NameJournal(IOwnedNameStore store, Lock gate, Action<string, RegisteredInstance[]?> takeBack)
{
    private PendingBatch? _pending;
    private Task _flush = Task.CompletedTask;
    private bool _flushing;
    private volatile string? _problem;

    /// <summary>Why the last changes could not be stored; null where they were. Thread-safe.</summary>
    public string? Problem => _problem;

    /// <summary>Notes a change, and gives the task that completes when it is stored. Wants the gate.</summary>
    public Task Add(string name, RegisteredInstance[]? before, RegisteredInstance[]? after)
    {
        if (!store.IsDurable)
        {
            return Task.CompletedTask;
        }

        PendingBatch batch = _pending ??= new PendingBatch();
        batch.Undo.Add((name, before));
        batch.Changes.AddRange(NameTable.Differences(before ?? [], after ?? []));
        if (!_flushing)
        {
            _flushing = true;
            _flush = Task.Run(FlushAsync);
        }

        return batch.Done.Task;
    }

    /// <summary>Completes when everything that was changed is stored, or has failed. Thread-safe.</summary>
    public Task DrainAsync()
    {
        lock (gate)
        {
            return _flush;
        }
    }

    private async Task FlushAsync()
    {
        while (true)
        {
            PendingBatch batch;
            lock (gate)
            {
                if (_pending is null)
                {
                    _flushing = false;
                    return;
                }

                batch = _pending;
                _pending = null;
            }

            try
            {
                await store.ApplyAsync(batch.Changes).ConfigureAwait(false);
                _problem = null;
                batch.Done.SetResult();
            }
            catch (Exception error)
            {
                TakeBack(batch, error);
            }
        }
    }

    private void TakeBack(PendingBatch failed, Exception error)
    {
        _problem = error.Message;
        PendingBatch? later;
        lock (gate)
        {
            later = _pending;
            _pending = null;
            foreach (PendingBatch? batch in (PendingBatch?[])[later, failed])
            {
                for (int i = (batch?.Undo.Count ?? 0) - 1; i >= 0; i--)
                {
                    takeBack(batch!.Undo[i].Name, batch.Undo[i].Before);
                }
            }
        }

        var told = new RpcException(RpcStatus.Internal, $"The name server could not store the change, and took it back: {error.Message}", RpcOutcome.Completed, innerException: error);
        failed.Done.SetException(told);
        later?.Done.SetException(told);
    }
}
