using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>Keeps the names in memory as they are in a shared store. Thread-safe.</summary>
/// <remarks>Whoever holds <c>_turn</c> is the only one that changes the table, and changes it in the order of the store's numbers.</remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore has no wait handle.")]
internal sealed class SharedFollower(ISharedNameStore store, NameTable table, ILogger log)
{
    private const int ReadAtOnce = 1000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile string? _problem;

    /// <summary>Why the store did not answer the last time it was asked; null where it did.</summary>
    public string? Problem => _problem;

    /// <summary>Reads everything.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ReloadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads what has changed since the last time. Failures are logged, once until it works again.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await FollowAsync(cancellationToken).ConfigureAwait(false);
            Told(null);
        }
        catch (RpcException error)
        {
            Told(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Makes a change that this name server has committed visible, behind those that others committed before it.</summary>
    public async Task AdvanceAsync(NameRevision before, IReadOnlyList<SharedStep> steps)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (table.History.Revision == before)
            {
                Apply(steps);
            }
            else
            {
                await FollowAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (RpcException error)
        {
            // It is committed all the same; it is seen here when the store answers again.
            Told(error);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SharedStep>? steps;
        do
        {
            steps = await store.ReadAsync(table.History.Revision, ReadAtOnce, cancellationToken).ConfigureAwait(false);
            if (steps is null)
            {
                await ReloadAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            Apply(steps);
        }
        while (steps.Count == ReadAtOnce);
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var loaded = new List<StoredInstance>();
        NameRevision revision = await store.LoadAsync(loaded.Add, cancellationToken).ConfigureAwait(false);
        Dictionary<string, RegisteredInstance[]> names = RegisteredInstance.ByName(loaded);
        lock (table.Gate)
        {
            table.Replace(names, revision);
        }
    }

    private void Apply(IReadOnlyList<SharedStep> steps)
    {
        lock (table.Gate)
        {
            foreach (SharedStep step in steps)
            {
                RegisteredInstance[] after = RegisteredInstance.InOrder(step.After);
                table.History.Add(step.Name, table.Set(step.Name, after), after.Length > 0 ? after : null);
            }
        }
    }

    private void Told(RpcException? error)
    {
        if (error is not null && _problem is null)
        {
            NameServerLog.StoreAway(log, error.Message);
        }
        else if (error is null && _problem is not null)
        {
            NameServerLog.StoreBack(log);
        }

        _problem = error?.Message;
    }
}
