using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Registry;

namespace Rpc.NameServer;

/// <summary>A running name server, in this process. Disposing it stops serving, stores what is under way, and closes the store.</summary>
public sealed class NameServerHost : IAsyncDisposable
{
    private readonly RpcServer _server;
    private readonly NameRegistry _registry;
    private readonly LeaseSweeper _sweeper;
    private int _disposed;

    private NameServerHost(RpcServer server, NameRegistry registry, LeaseSweeper sweeper, RemoteUri uri, INameServer service)
    {
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

    /// <summary>Reads the store and begins to serve.</summary>
    /// <exception cref="IOException">The address is in use or not of this machine.</exception>
    public static async ValueTask<NameServerHost> StartAsync(NameServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new NameServerOptions();
        ILogger log = options.LoggerFactory?.CreateLogger("Rpc.NameServer") ?? NullLogger.Instance;
        NameRegistry registry = NameRegistry.Over(options.Store, options.TimeProvider, log);
        var serverOptions = new RpcServerOptions { TimeProvider = options.TimeProvider, LoggerFactory = options.LoggerFactory };
        options.ConfigureServer?.Invoke(serverOptions);
        var server = new RpcServer(serverOptions);
        try
        {
            await registry.LoadAsync(cancellationToken).ConfigureAwait(false);
            var service = new NameServerService(registry);
            await server.ListenAsync(options.Listen.WithoutObject(), cancellationToken).ConfigureAwait(false);
            ILogger audit = options.LoggerFactory?.CreateLogger("Rpc.Audit") ?? NullLogger.Instance;
            INameServer served = options.Rules.Count == 0 ? service : new GuardedNameServer(service, registry, new NameGuard(options.Rules, audit));
            RemoteUri uri = server.Add(served, RemoteUri.NameServerObjectId);
            await registry.AddOwnAsync(Reachable(uri).ToString()).ConfigureAwait(false);
            NameServerLog.Serving(log, registry.Count, uri.ToString());
            return new NameServerHost(server, registry, new LeaseSweeper(registry, options.TimeProvider, log), uri, service);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            await registry.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _registry.Watches.End();
            await _server.DisposeAsync().ConfigureAwait(false);
            await _sweeper.DisposeAsync().ConfigureAwait(false);
            await _registry.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What listens on every address is listed under the machine's name.</summary>
    private static RemoteUri Reachable(RemoteUri uri) => uri.Host is { } host && IPAddress.TryParse(host, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        ? uri.WithAddress(Dns.GetHostName(), uri.Port)
        : uri;
}
