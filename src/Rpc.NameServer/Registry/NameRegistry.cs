using Microsoft.Extensions.Logging;
using Rpc.Naming;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>What a name server knows. Reads are answered from memory, whatever keeps the names. Arguments are checked before they come here. Thread-safe.</summary>
internal abstract class NameRegistry : IAsyncDisposable
{
    private const int ScanStep = 1024;

    protected NameRegistry() => Watches = new NameWatches(Table);

    public int Count => Table.Count;

    public NameWatches Watches { get; }

    /// <summary>Why the store did not do what was last asked of it; null where it did. Names are looked up all the same.</summary>
    public abstract string? StoreProblem { get; }

    protected NameTable Table { get; } = new();

    /// <summary>The registry that a kind of store wants.</summary>
    public static NameRegistry Over(INameStore store, TimeProvider clock, ILogger log) => store switch
    {
        IOwnedNameStore owned => new OwnedNameRegistry(owned, clock, log),
        ISharedNameStore shared => new SharedNameRegistry(shared, clock, log),
        _ => throw new ArgumentException($"A {store.GetType()} is neither an {nameof(IOwnedNameStore)} nor an {nameof(ISharedNameStore)}.", nameof(store)),
    };

    /// <summary>Reads the store; called once, before anything else.</summary>
    public abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Whether an entry is the name server's own: nobody can register, change or remove it.</summary>
    public virtual bool IsOwn(string name) => name == NameRules.OwnName;

    /// <summary>Lists this name server itself under <see cref="NameRules.OwnName"/>.</summary>
    public abstract Task AddOwnAsync(string uri);

    /// <summary>Makes a change, and completes when it is stored.</summary>
    /// <exception cref="RpcException">The change is refused, or could not be stored.</exception>
    public abstract Task<T> ChangeAsync<T>(NameEdit<T> edit);

    /// <summary>Renews leases of a server, and gives those that are not its own.</summary>
    public abstract Task<IReadOnlyList<long>> RenewAsync(string server, IReadOnlyList<long> leases);

    /// <summary>Removes what is over, unless so much is over that it is more likely our fault. Gives the number of registrations that went.</summary>
    public abstract Task<int> EvictAsync();

    public abstract ValueTask DisposeAsync();

    public NameEntry? Find(string name) => Table.TryGet(name, out RegisteredInstance[]? instances) ? new NameEntry(name, Array.ConvertAll(instances, static instance => instance.ToRecord())) : null;

    /// <summary>Gives the names that are meant, in order; what changes meanwhile may be in it or not.</summary>
    public IEnumerable<NameEntry> Select(NameSelection selection, string? after)
    {
        var step = new List<string>(ScanStep);
        bool inclusive = after is null || string.CompareOrdinal(after, selection.Start) < 0;
        string from = inclusive ? selection.Start : after!;
        while (!selection.MatchesNothing)
        {
            step.Clear();
            lock (Table.Gate)
            {
                Table.Page(from, inclusive, step, ScanStep);
            }

            foreach (string name in step)
            {
                if (selection.IsBehind(name))
                {
                    yield break;
                }

                if (selection.Matches(name) && Table.TryGet(name, out RegisteredInstance[]? instances) && selection.Entry(name, instances) is { } entry)
                {
                    yield return entry;
                }
            }

            if (step.Count < ScanStep)
            {
                yield break;
            }

            from = step[^1];
            inclusive = false;
        }
    }

    /// <summary>Removes what is over of these servers, all at once so that they share transactions.</summary>
    protected async Task<int> ExpireAsync(IReadOnlyList<OverdueServer> servers, ExpiryTeller expiry)
    {
        IReadOnlyList<string>[] gone = await Task.WhenAll(servers.Select(server => ChangeAsync(new ExpireEdit(server.Server)))).ConfigureAwait(false);
        return servers.Zip(gone).Sum(one => expiry.Tell(one.First.Server, one.Second));
    }
}
