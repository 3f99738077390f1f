using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>The names in memory, in every order in which they are asked for, and the way of a change into the store.</summary>
/// <remarks>Writing and <see cref="Page"/> want <see cref="Gate"/>; <see cref="TryGet"/> does not. A change is seen at once and acknowledged when it is stored: changes that come
/// while the store works share its next transaction. When the store fails, that change and those behind it are taken back, and their callers are told.</remarks>
internal sealed class NameTable(INameStore store)
{
    private readonly ConcurrentDictionary<string, RegisteredInstance[]> _names = new(StringComparer.Ordinal);
    private readonly SortedNames _sorted = new();
    private PendingBatch? _pending;
    private Task _flush = Task.CompletedTask;
    private bool _flushing;

    public Lock Gate { get; } = new();

    public LeaseTable Leases { get; } = new();

    public int Count => _names.Count;

    public bool TryGet(string name, [NotNullWhen(true)] out RegisteredInstance[]? instances) => _names.TryGetValue(name, out instances);

    public void Page(string from, bool inclusive, List<string> output, int max) => _sorted.CopyFrom(from, inclusive, output, max);

    /// <summary>Puts other instances under a name; null or none removes it. Gives the task that completes when that is stored.</summary>
    public Task Set(string name, RegisteredInstance[]? after, bool keep = true)
    {
        RegisteredInstance[]? before = Replace(name, after);
        if (!store.IsDurable || !keep)
        {
            return Task.CompletedTask;
        }

        PendingBatch batch = _pending ??= new PendingBatch();
        batch.Undo.Add((name, before));
        batch.Changes.AddRange(Differences(before ?? [], after ?? []));
        if (!_flushing)
        {
            _flushing = true;
            _flush = Task.Run(FlushAsync);
        }

        return batch.Done.Task;
    }

    /// <summary>Completes when everything that was changed is stored, or has failed.</summary>
    public Task DrainAsync()
    {
        lock (Gate)
        {
            return _flush;
        }
    }

    private static IEnumerable<NameChange> Differences(RegisteredInstance[] before, RegisteredInstance[] after)
    {
        foreach (RegisteredInstance gone in before)
        {
            if (!after.Any(instance => instance.Uri == gone.Uri))
            {
                yield return new NameChange(gone.Name, gone.Uri, null);
            }
        }

        foreach (RegisteredInstance come in after)
        {
            if (!before.Contains(come))
            {
                yield return new NameChange(come.Name, come.Uri, come.ToStored());
            }
        }
    }

    private RegisteredInstance[]? Replace(string name, RegisteredInstance[]? after)
    {
        _names.TryGetValue(name, out RegisteredInstance[]? before);
        foreach (RegisteredInstance gone in before ?? [])
        {
            Leases.Remove(gone);
        }

        foreach (RegisteredInstance come in after ?? [])
        {
            Leases.Add(come);
        }

        if (after is { Length: > 0 })
        {
            _names[name] = after;
            _sorted.Add(name);
        }
        else
        {
            _names.TryRemove(name, out _);
            _sorted.Remove(name);
        }

        return before;
    }

    private async Task FlushAsync()
    {
        while (true)
        {
            PendingBatch batch;
            lock (Gate)
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
        PendingBatch? later;
        lock (Gate)
        {
            later = _pending;
            _pending = null;
            foreach (PendingBatch? batch in (PendingBatch?[])[later, failed])
            {
                for (int i = (batch?.Undo.Count ?? 0) - 1; i >= 0; i--)
                {
                    Replace(batch!.Undo[i].Name, batch.Undo[i].Before);
                }
            }
        }

        var told = new RpcException(RpcStatus.Internal, $"The name server could not store the change, and took it back: {error.Message}", RpcOutcome.Completed, innerException: error);
        failed.Done.SetException(told);
        later?.Done.SetException(told);
    }
}
