using Rpc.Naming;
using Rpc.Transports;

namespace Rpc.Testing;

/// <summary>
/// A server and a client, connected inside this process: no port, no other process, and the real code from proxy to object in between. Names work too, without a
/// name server's process. Thread-safe. Disposing it ends everything that it started.
/// </summary>
public class RpcTestPair : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<IAsyncDisposable> _started = [];
    private readonly RpcTestNetwork _network;
    private readonly RpcTestNetwork _nameNetwork = new();
    private readonly RemoteUri _nameServer = RemoteUri.Parse("rpc+mem://test-names/" + RemoteUri.NameServerObjectId);
    private readonly TimeProvider? _time;
    private readonly bool _ownsFaults;
    private RpcServer? _names;

    private protected RpcTestPair(RpcTestOptions options)
    {
        _time = options.Time;
        _ownsFaults = options.Faults is null;
        _network = new RpcTestNetwork(options.Faults, options.Blocking);
        Names = new MemoryNames(options.Time ?? TimeProvider.System);
        Address = _network.NewAddress();
        Server = new RpcServer(Complete(options.Server));
        Client = NewClient(options.Client);
    }

    /// <summary>The server. It listens, and goes on after a further one was started.</summary>
    public RpcServer Server { get; }

    /// <summary>The client.</summary>
    public RpcClient Client { get; }

    /// <summary>Where <see cref="Server"/> listens.</summary>
    public RemoteUri Address { get; }

    /// <summary>What goes wrong between all clients and servers of this pair.</summary>
    public NetworkFaults Faults => _network.Faults;

    /// <summary>What goes wrong on the way to the names; those who ask for names do it over connections of their own.</summary>
    public NetworkFaults NameFaults => _nameNetwork.Faults;

    /// <summary>The names, as a name server keeps them: what publishing on this pair's servers registers and <c>rpcname:</c> of its clients finds.</summary>
    public INameServer Names { get; }

    /// <summary>Starts a pair without objects.</summary>
    public static async Task<RpcTestPair> StartAsync(RpcTestOptions? options = null)
    {
        var pair = new RpcTestPair(options ?? new RpcTestOptions());
        await pair.ListenAsync().ConfigureAwait(false);
        return pair;
    }

    /// <summary>Starts a pair that serves one object.</summary>
    /// <param name="target">The object.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="objectId">Its id; null for a random one.</param>
    public static async Task<RpcTestPair<T>> StartAsync<T>(T target, RpcTestOptions? options = null, string? objectId = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(target);
        var pair = new RpcTestPair<T>(options ?? new RpcTestOptions());
        await pair.ListenAsync().ConfigureAwait(false);
        try
        {
            pair.Start(target, objectId);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Serves a further object, and gives the client's proxy for it.</summary>
    public T Serve<T>(T target, string? objectId = null, ObjectOptions? options = null, ProxyOptions? proxyOptions = null)
        where T : class => Client.Get<T>(Server.Add(target, objectId, options), proxyOptions);

    /// <summary>A further client, with connections of its own.</summary>
    /// <param name="options">Completed as <see cref="RpcTestOptions.Client"/> is; null for the defaults.</param>
    public RpcClient NewClient(RpcClientOptions? options = null)
    {
        options ??= new RpcClientOptions();
        options.NameServers = options.NameServers.Count > 0 ? options.NameServers : [_nameServer];
        options.TimeProvider = _time ?? options.TimeProvider;
        options.Connect = options.Connect is null ? Connect : throw Taken(nameof(RpcClientOptions));
        return Own(new RpcClient(options));
    }

    /// <summary>A further server, which the pair's clients reach too; or one that takes the place of one that was stopped.</summary>
    /// <param name="options">Completed as <see cref="RpcTestOptions.Server"/> is; null for the defaults with a drain of 2 s.</param>
    /// <param name="address">Where it listens; null for an address of its own, which its objects' URIs tell.</param>
    /// <exception cref="IOException">Somebody listens there.</exception>
    public async Task<RpcServer> StartServerAsync(RpcServerOptions? options = null, RemoteUri? address = null)
    {
        RemoteUri at = address ?? _network.NewAddress();
        ITransportListener listener = _network.Listen(at);
        RpcServer server = Own(new RpcServer(Complete(options ?? new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) })));
        await server.ListenAsync(listener, at).ConfigureAwait(false);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        IAsyncDisposable[] started;
        lock (_lock)
        {
            started = [.. _started];
            _started.Clear();
        }

        foreach (IAsyncDisposable client in started.OfType<RpcClient>())
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }

        // A server behind a black hole would not hear that its clients have gone, and wait for their calls.
        Faults.Cut();
        foreach (IAsyncDisposable server in started.Where(static one => one is RpcServer))
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }

        // Last, because servers take their names off the list when they stop.
        await (_names?.DisposeAsync() ?? default).ConfigureAwait(false);
        NameFaults.Dispose();
        if (_ownsFaults)
        {
            Faults.Dispose();
        }
    }

    private protected async Task ListenAsync()
    {
        Own(Server);
        await Server.ListenAsync(_network.Listen(Address), Address).ConfigureAwait(false);
        _names = new RpcServer();
        await _names.ListenAsync(_nameNetwork.Listen(_nameServer), _nameServer).ConfigureAwait(false);
        _names.Add(Names, RemoteUri.NameServerObjectId);
    }

    private static InvalidOperationException Taken(string options) =>
        new($"{options}.Connect is what a {nameof(RpcTestPair)} sets to connect its sides. Leave it null, or connect sides of your own through a {nameof(RpcTestNetwork)}.");

    private RpcServerOptions Complete(RpcServerOptions options)
    {
        options.NameServers = options.NameServers.Count > 0 ? options.NameServers : [_nameServer];
        options.TimeProvider = _time ?? options.TimeProvider;
        options.ConfigureClient += client => client.Connect = client.Connect is null ? Connect : throw Taken("The server's own RpcClientOptions");
        return options;
    }

    private TransportConnection Connect(ConnectAttempt attempt) =>
        attempt.Address == _nameServer.WithoutObject() ? _nameNetwork.Connect(attempt.Address) : _network.Connect(attempt);

    private TOwned Own<TOwned>(TOwned owned)
        where TOwned : IAsyncDisposable
    {
        lock (_lock)
        {
            _started.Add(owned);
        }

        return owned;
    }
}
