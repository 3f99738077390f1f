using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpc.Naming;

/// <summary>Resolves names to addresses and remembers them, so that calls go on while no name server answers. Thread-safe.</summary>
/// <remarks>Nothing is asked before it is needed. An address is given from memory while it works, looked up again in the background once it is older than
/// <see cref="NameClientOptions.CacheTime"/>, and looked up at once after <see cref="Invalidate"/>. Lookups of one name that run at the same time are one call.</remarks>
public sealed class NameClient
{
    private readonly ConcurrentDictionary<(RemoteUri? Server, string Name), NameSlot> _slots = new();
    private readonly ConcurrentDictionary<RemoteUri, NameServerFailover> _others = new();
    private readonly Func<RemoteUri, INameServer> _connect;
    private readonly NameClientOptions _options;
    private readonly NameServerFailover _servers;

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

    /// <summary>Gives the address behind a <c>rpcname:</c> URI; any other URI is given back as it is.</summary>
    /// <returns>Completed at once where the address is known.</returns>
    /// <exception cref="RpcException"><see cref="RpcStatus.NotFound"/>: there is no such name. <see cref="RpcStatus.Unavailable"/>: no name server answers and the
    /// address was never known. <see cref="RpcStatus.Unimplemented"/>: a <c>rpcmeta:</c> URI.</exception>
    public ValueTask<RemoteUri> ResolveAsync(RemoteUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Scheme switch
        {
            RemoteScheme.Name => Slot(uri).ResolveAsync(cancellationToken),
            RemoteScheme.Meta => ValueTask.FromException<RemoteUri>(NamingErrors.CannotResolve(uri)),
            _ => new(uri),
        };
    }

    /// <summary>Tells that nothing answered at <paramref name="address"/>, to which <paramref name="uri"/> was resolved: the next <see cref="ResolveAsync"/> asks a name server.</summary>
    public void Invalidate(RemoteUri uri, RemoteUri address)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(address);
        if (uri.Scheme == RemoteScheme.Name && _slots.TryGetValue((uri.NameServer, uri.Name!), out NameSlot? slot))
        {
            slot.Invalidate(address);
        }
    }

    private NameSlot Slot(RemoteUri uri) => _slots.TryGetValue((uri.NameServer, uri.Name!), out NameSlot? slot)
        ? slot
        : _slots.GetOrAdd((uri.NameServer, uri.Name!), key => new NameSlot(key.Name, key.Server is null ? _servers : Other(key.Server), _options));

    private NameServerFailover Other(RemoteUri server) =>
        _others.GetOrAdd(server, one => new NameServerFailover([one], _connect, _options.Timeout, _options.TimeProvider, Log()));

    private ILogger Log() => _options.LoggerFactory?.CreateLogger("Rpc.Naming") ?? NullLogger.Instance;

    private static RemoteUri Complete(RemoteUri server) => server.NeedsNameServer
        ? throw new ArgumentException($"{server} cannot be the address of a name server: it would need one to be resolved.")
        : server.ObjectId is null ? server.WithObject(RemoteUri.NameServerObjectId) : server;
}
