namespace Rpc.Naming;

/// <summary>Leads from names to the objects behind them. Served under the object id <c>nameserver</c>; thread-safe.</summary>
/// <remarks>Errors are <see cref="RpcException"/>s: <see cref="RpcStatus.InvalidArgument"/> for a name, URI, tag or number that cannot be used,
/// <see cref="RpcStatus.PermissionDenied"/> for a change of the name server's own entry.</remarks>
[Remote]
public interface INameServer
{
    /// <summary>Lists an object under a name, for as long as heartbeats come.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.AlreadyExists"/>: the name is taken and the mode is <see cref="RegisterMode.FailIfTaken"/>.
    /// <see cref="RpcStatus.Aborted"/>: a registration that was to be restored has been replaced by a later one.</exception>
    [Idempotent]
    Task<NameLease> RegisterAsync(NameRegistration registration, CancellationToken cancellationToken = default);

    /// <summary>Ends registrations of one server by their leases; what others registered under the same names stays. Gives how many there were.</summary>
    [Idempotent]
    Task<int> ReleaseAsync(NameHeartbeat leases, CancellationToken cancellationToken = default);

    /// <summary>Removes a name with all its instances. Gives 1, or 0 where there was none.</summary>
    Task<int> UnregisterAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes the instances that the filter means, except the name server's own; names without any left are gone. Gives how many names it has concerned.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.InvalidArgument"/>: the filter has no condition.</exception>
    Task<int> UnregisterAllAsync(NameFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Gives where a name leads.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.NotFound"/>: there is no such name.</exception>
    [Idempotent]
    Task<NameEntry> LookupAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lists the names that the filter means, a page at a time.</summary>
    /// <param name="filter">Null for all.</param>
    /// <param name="after">Only names that come after this one in ordinal order; null for the first page.</param>
    /// <param name="limit">1 to 10,000 entries.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    [Idempotent]
    Task<NamePage> ListAsync(NameFilter? filter = null, string? after = null, int limit = 1000, CancellationToken cancellationToken = default);

    /// <summary>Renews the leases of one server, all in one call.</summary>
    [Idempotent]
    Task<HeartbeatReply> HeartbeatAsync(NameHeartbeat heartbeat, CancellationToken cancellationToken = default);

    /// <summary>Replaces the tags of a name's instances, their metadata, or both.</summary>
    /// <param name="name">The name.</param>
    /// <param name="tags">At most 64; empty to take all away; null to leave them.</param>
    /// <param name="uri">The one instance that is meant, or null for all of them.</param>
    /// <param name="metadata">At most 64 keys of 1 to 255 characters, each with a text of at most 1,024; empty to take all away; null to leave them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="RpcException"><see cref="RpcStatus.NotFound"/>: there is no such name or instance.</exception>
    [Idempotent]
    Task SetMetadataAsync(string name, IReadOnlyList<string>? tags, string? uri = null, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default);

    /// <summary>Counts the names that the filter means; null counts all.</summary>
    [Idempotent]
    Task<int> CountAsync(NameFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Tells of the names that the filter means: a snapshot first, then every change, each once and in order, until the caller stops.</summary>
    /// <param name="filter">Null for all.</param>
    /// <param name="since">Null for a snapshot; else the revision of the last event that was seen: then only what came after it is told, from any name server of the same store.
    /// Where that is not known any more, the first event is <see cref="NameEventKind.Reset"/> and a snapshot follows, as it does for a watcher that fell too far behind.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, NameRevision? since = null, CancellationToken cancellationToken = default);

    /// <summary>Answers.</summary>
    [Idempotent]
    Task PingAsync(CancellationToken cancellationToken = default);
}
