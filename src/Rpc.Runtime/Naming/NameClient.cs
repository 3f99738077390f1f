using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpc.Naming;

/// <summary>Resolves names to addresses and remembers them, so that calls go on while no name server answers. Thread-safe.</summary>
/// <remarks>Nothing is asked before it is needed. An address is given from memory while it works, looked up again in the background once it is older than
/// <see cref="NameClientOptions.CacheTime"/>, and looked up at once after <see cref="Invalidate"/>. Lookups of one name that run at the same time are one call.
/// Of the names that proxies use, up to 100 are watched as well, so that changes are known when they happen.</remarks>
public sealed class NameClient
{
    private readonly ConcurrentDictionary<RemoteUri, NameSlot> _slots = new();
    private readonly ConcurrentDictionary<RemoteUri, NameServerFailover> _others = new();
    private readonly Func<RemoteUri, INameServer> _connect;
    private readonly NameClientOptions _options;
    private readonly NameServerFailover _servers;
    private readonly NameWatching _watching;

    /// <summary>A client that reaches name servers through <paramref name="connect"/>.</summary>
    /// <param name="connect">Gives a proxy for a name server's URI; called once per URI, and does no I/O itself.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="FormatException">No name server is given and <c>RPC_NS</c> is malformed.</exception>
    /// <exception cref="ArgumentException">A name server's URI is itself a name.</exception>
    public NameClient(Func<RemoteUri, INameServer> connect, NameClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connect);
        _connect = connect;
        _options = options ?? new NameClientOptions();
        IReadOnlyList<RemoteUri> servers = _options.NameServers.Count > 0 ? [.. _options.NameServers.Select(Complete)] : NameServerAddress.FromEnvironment();
        bool isGiven = _options.NameServers.Count > 0 || NameServerAddress.IsSet;
        _servers = new NameServerFailover(servers, connect, _options.Timeout, _options.TimeProvider, Log(), isGiven ? null : _options.Discovery);
        _watching = new NameWatching(_options.TimeProvider, Log());
    }

    /// <summary>The name servers that are asked, in order.</summary>
    public IReadOnlyList<RemoteUri> NameServers => _servers.Servers;

    /// <summary>The name servers as one: a call goes to the one that answered last, and to the next where it is silent.</summary>
    /// <remarks>When none answers in time, the call fails with <see cref="RpcStatus.Unavailable"/> and a message that names their addresses.</remarks>
    public INameServer NameServer => _servers;

    internal RemoteUri CurrentServer => _servers.Current;

    /// <summary>Whether another name server than <see cref="CurrentServer"/> may answer the next call.</summary>
    internal bool MayMove => _servers.MayMove;

    internal NameClientOptions Options => _options;

    /// <summary>Gives an address behind a <c>rpcname:</c> or <c>rpcmeta:</c> URI; any other URI is given back as it is.</summary>
    /// <returns>Completed at once where the address is known. Of several, the first that was not bad lately.</returns>
    /// <exception cref="RpcException"><see cref="RpcStatus.NotFound"/>: there is no such name, or nothing with all of these tags. <see cref="RpcStatus.Unavailable"/>: no name server
    /// answers and the address was never known.</exception>
    public ValueTask<RemoteUri> ResolveAsync(RemoteUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.NeedsNameServer ? Slot(uri).ResolveAsync(cancellationToken) : new(uri);
    }

    /// <summary>Tells that nothing answered at <paramref name="address"/>, to which <paramref name="uri"/> was resolved: the next <see cref="ResolveAsync"/> asks a name server.</summary>
    public void Invalidate(RemoteUri uri, RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(address);
        if (_slots.TryGetValue(uri, out NameSlot? slot))
        {
            slot.Invalidate(address, failed: true);
        }
    }

    /// <summary>Tells of the names that the filter means: a snapshot (<see cref="NameEventKind.Present"/>, ended by one <see cref="NameEventKind.Current"/>), then every change once and in order.</summary>
    /// <remarks>It goes on over broken connections, from one name server to the next, and while none answers, until the caller stops. A name server that has lost its memory is compared with what
    /// was told, and only the difference is told: <see cref="NameEventKind.Reset"/> never comes.</remarks>
    /// <param name="filter">Null for all.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="RpcException">The name server refuses the watch: the filter cannot be used, or the caller may not.</exception>
    public IAsyncEnumerable<NameEvent> WatchAsync(NameFilter? filter = null, CancellationToken cancellationToken = default) =>
        new NameFollower(filter, _servers, _options.TimeProvider).FollowAsync(tellResets: false, cancellationToken);

    /// <summary>Waits until something is listed behind a <c>rpcname:</c> or <c>rpcmeta:</c> URI, and gives it: at once where it is listed already. Goes on while no name server answers.</summary>
    /// <param name="uri">The name or the tags.</param>
    /// <param name="timeout">How long; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RpcException"><see cref="RpcStatus.DeadlineExceeded"/>: nothing was listed in time; the message names what and the name server.</exception>
    /// <exception cref="ArgumentException"><paramref name="uri"/> is an address.</exception>
    public async ValueTask<NameEntry> WaitAsync(RemoteUri uri, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.NeedsNameServer)
        {
            throw new ArgumentException($"{uri} is an address: only names and tags can be waited for, as in rpcname:NAME.", nameof(uri));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MinValue : TimeSpan.Zero);
        using var limit = new CancellationTokenSource(timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        NameQuery query = Slot(uri).Query;
        try
        {
            return await AppearsAsync(query, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NamingErrors.NotInTime(query, timeout);
        }
    }

    /// <summary>What is known of a name or a set of tags.</summary>
    internal NameSlot Slot(RemoteUri uri) => _slots.TryGetValue(uri, out NameSlot? slot)
        ? slot
        : _slots.GetOrAdd(uri, key => new NameSlot(new NameQuery(key, key.NameServer is null ? _servers : Other(key.NameServer)), _options, _watching));

    /// <summary>Ends the watches of names that proxies use: the client has ended.</summary>
    internal void Stop() => _watching.Stop();

    private async Task<NameEntry> AppearsAsync(NameQuery query, CancellationToken cancellationToken)
    {
        var follower = new NameFollower(query.Filter, query.Servers, _options.TimeProvider);
        await foreach (NameEvent one in follower.FollowAsync(tellResets: false, cancellationToken).ConfigureAwait(false))
        {
            if (one.Entry is { Instances.Count: > 0 } entry)
            {
                return entry;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    private NameServerFailover Other(RemoteUri server) =>
        _others.GetOrAdd(server, one => new NameServerFailover([one], _connect, _options.Timeout, _options.TimeProvider, Log()));

    private ILogger Log() => _options.LoggerFactory?.CreateLogger("Rpc.Naming") ?? NullLogger.Instance;

    private static RemoteUri Complete(RemoteUri server) => server.NeedsNameServer
        ? throw new ArgumentException($"{server} cannot be the address of a name server: it would need one to be resolved.")
        : server.ObjectId is null ? server.WithObject(RemoteUri.NameServerObjectId) : server;
}
