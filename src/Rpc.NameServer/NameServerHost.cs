using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer.Discovery;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer;

/// <summary>A running name server, in this process. Disposing it stops serving, stores what is under way, and closes the store.</summary>
public sealed class NameServerHost : IAsyncDisposable
{
    private readonly RpcServer _server;
    private readonly NameRegistry _registry;
    private readonly LeaseSweeper _sweeper;
    private readonly DiscoveryResponder? _discovery;
    private int _disposed;

    private NameServerHost(RpcServer server, NameRegistry registry, LeaseSweeper sweeper, DiscoveryResponder? discovery, RemoteUri uri, INameServer service)
    {
        _discovery = discovery;
        _server = server;
        _registry = registry;
        _sweeper = sweeper;
        Uri = uri;
        Service = service;
    }

    /// <summary>The name server's object, with the port that it got: what clients give as their name server.</summary>
    public RemoteUri Uri { get; }

    /// <summary>The name server itself, without a connection in between.</summary>
    public INameServer Service { get; }

    /// <summary>Why the store did not do what was last asked of it; null where it did.</summary>
    internal string? StoreProblem => _registry.StoreProblem;

    /// <summary>Reads the store and begins to serve.</summary>
    /// <exception cref="IOException">The address or the port of discovery is in use, or not of this machine.</exception>
    /// <exception cref="ArgumentException">The advertised address cannot be handed out, or discovery makes no sense where it listens; the message says why.</exception>
    public static async ValueTask<NameServerHost> StartAsync(NameServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new NameServerOptions();
        NameRegistry? registry = null;
        RpcServer? server = null;
        try
        {
            RemoteUri? advertised = Advertised(options);
            ILogger log = options.LoggerFactory?.CreateLogger("Rpc.NameServer") ?? NullLogger.Instance;
            registry = NameRegistry.Over(options.Store, options.TimeProvider, log);
            var serverOptions = new RpcServerOptions { TimeProvider = options.TimeProvider, LoggerFactory = options.LoggerFactory };
            options.ConfigureServer?.Invoke(serverOptions);
            server = new RpcServer(serverOptions);
            await registry.LoadAsync(cancellationToken).ConfigureAwait(false);
            var service = new NameServerService(registry);
            await server.ListenAsync(options.Listen.WithoutObject(), cancellationToken).ConfigureAwait(false);
            ILogger audit = options.LoggerFactory?.CreateLogger("Rpc.Audit") ?? NullLogger.Instance;
            INameServer served = options.Rules.Count == 0 ? service : new GuardedNameServer(service, new NameGuard(options.Rules, audit));
            RemoteUri uri = server.Add(served, RemoteUri.NameServerObjectId);
            await registry.AddOwnAsync((advertised ?? Reachable(uri)).ToString()).ConfigureAwait(false);
            AddOwnObjects(options, server, registry, advertised);
            DiscoveryResponder? discovery = options.Discovery is { } wanted ? new DiscoveryResponder(wanted, uri, advertised, options.TimeProvider, log) : null;
            NameServerLog.Serving(log, registry.Count, uri.ToString());
            return new NameServerHost(server, registry, new LeaseSweeper(registry, options.TimeProvider, log), discovery, uri, service);
        }
        catch
        {
            // Whatever is wrong, also with the options: who tries again finds the store free.
            await (server?.DisposeAsync() ?? default).ConfigureAwait(false);
            await (registry?.DisposeAsync() ?? options.Store.DisposeAsync()).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (_discovery is not null)
            {
                await _discovery.DisposeAsync().ConfigureAwait(false);
            }

            _registry.Watches.End();
            await _server.DisposeAsync().ConfigureAwait(false);
            await _sweeper.DisposeAsync().ConfigureAwait(false);
            await _registry.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void AddOwnObjects(NameServerOptions options, RpcServer server, NameRegistry registry, RemoteUri? advertised)
    {
        foreach ((string name, Func<RpcServer, RemoteUri> add) in options.OwnObjects)
        {
            RemoteUri uri = add(server);
            RemoteUri listed = advertised?.WithObject(uri.ObjectId!) ?? Reachable(uri);
            ((OwnedNameRegistry)registry).AddOwn(name, listed.ToString());
        }
    }

    /// <summary>What is to be handed out, checked; null where nothing is given.</summary>
    private static RemoteUri? Advertised(NameServerOptions options)
    {
        RemoteUri? given = options.Advertise is { ObjectId: null, NeedsNameServer: false } address ? address.WithObject(RemoteUri.NameServerObjectId) : options.Advertise;
        string? problem = (given is null ? null : NameRules.AdvertiseProblem(given))
            ?? (given is { Host: null } && options.Discovery is not null ? $"{given} cannot be reached over the network" : null)
            ?? (options.Discovery is null ? null : DiscoveryResponder.Problem(options.Listen))
            ?? (options.OwnObjects.Count > 0 && options.Store is ISharedNameStore ? "the objects of its own process cannot be listed in a store that other name servers share, since each would list another one" : null);
        return problem is null ? given : throw new ArgumentException($"The name server cannot start: {problem}.", nameof(options));
    }

    /// <summary>What listens on every address is listed under one that other machines can reach.</summary>
    private static RemoteUri Reachable(RemoteUri uri) => uri.Host is { } host && IPAddress.TryParse(host, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        ? uri.WithAddress(ReachableAddress.Primary(address.AddressFamily).ToString(), uri.Port)
        : uri;
}
