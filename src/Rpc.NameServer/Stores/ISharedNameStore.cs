using Rpc.Naming;

namespace Rpc.NameServer.Stores;

/// <summary>A store that any number of name servers share. It decides what comes first and when a lease is over; each name server follows its changes in memory. Thread-safe.</summary>
/// <remarks>Failures to reach it are <see cref="RpcException"/>s with <see cref="RpcStatus.Unavailable"/>. Each change of one name has a number, without gaps.</remarks>
public interface ISharedNameStore : INameStore
{
    /// <summary>Makes it ready where it is new, and gives every registration as of the revision that it gives back.</summary>
    ValueTask<NameRevision> LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default);

    /// <summary>Begins a change. Nobody else changes registrations before it is committed or disposed.</summary>
    ValueTask<ISharedNameTransaction> BeginAsync(SharedScope scope, CancellationToken cancellationToken = default);

    /// <summary>Gives what came after a revision, oldest first.</summary>
    /// <returns>At most <paramref name="limit"/>, none where nothing came; null where it is not known any more, or of another epoch.</returns>
    ValueTask<IReadOnlyList<SharedStep>?> ReadAsync(NameRevision after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Calls <paramref name="changed"/> at every change by anybody, and once at the beginning, until it is cancelled or the store cannot be heard any more.</summary>
    ValueTask ListenAsync(Action changed, CancellationToken cancellationToken = default);

    /// <summary>Renews the leases of a server, and gives those that are not its own. Its leases that are not among them go on towards their end.</summary>
    ValueTask<IReadOnlyList<long>> HeartbeatAsync(string server, IReadOnlyList<long> leases, CancellationToken cancellationToken = default);

    /// <summary>Tells that a name server lives; wanted every second. Gives whether it is the one that removes what is over and forgets old changes.</summary>
    /// <remarks>While nobody told so, nobody could send heartbeats either: nothing is over before one lease has gone since.</remarks>
    ValueTask<bool> ServeAsync(string node, CancellationToken cancellationToken = default);

    /// <summary>The servers with a lease that is over, and how many have one at all.</summary>
    ValueTask<(IReadOnlyList<OverdueServer> Due, int Leased)> FindDueAsync(CancellationToken cancellationToken = default);
}
