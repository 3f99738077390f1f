using System.Net;
using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Diagnostics;
using Rpc.Dispatch;
using Rpc.Stubs;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>What a server's connections need: its objects, and the acceptors that keep them.</summary>
internal sealed class ServerHost : IConnectionHost
{
    private readonly Lock _lock = new();
    private readonly List<ConnectionAcceptor> _acceptors = [];
    private readonly Lazy<RpcClient> _client;

    public ServerHost(RpcServerOptions options, ILogger logger)
    {
        Limits = options.Limits;
        SpinTime = options.SpinTime;
        Unfinished = new UnfinishedBudget(options.Limits);
        Logger = logger;
        _client = new Lazy<RpcClient>(() => new RpcClient(
            new RpcClientOptions
            {
                NameServer = options.NameServer,
                Limits = options.Limits,
                SpinTime = options.SpinTime,
                DetailedErrors = options.DetailedErrors,
                TimeProvider = options.TimeProvider,
                LoggerFactory = options.LoggerFactory,
            },
            Objects,
            () => Address));
        Binder = new StubBinder(Objects, () => Address, () => Client, options.DetailedErrors, new ProxyHost(options.TimeProvider, logger, null));
        Events = new EventQueue(logger);
    }

    public RpcLimits Limits { get; }

    public TimeSpan SpinTime { get; }

    public ILogger Logger { get; }

    public UnfinishedBudget Unfinished { get; }

    public string Instance { get; } = RandomId.New();

    public ReferenceBinder Binder { get; }

    public ObjectTable Objects { get; } = new();

    public RpcClient Client => _client.Value;

    /// <summary>The first address that is listened on; objects' URIs start with it.</summary>
    public RemoteUri? Address { get; private set; }

    public IReadOnlyList<RpcConnection> Connections => [.. Acceptors().SelectMany(static a => a.Connections)];

    public static bool IsLoopback(RemoteUri uri) =>
        string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    public void Start(ITransportListener listener, RemoteUri bound)
    {
        RpcMetrics.Connections.Publish();
        var acceptor = new ConnectionAcceptor(this, listener, bound.ToString(), static _ => null);
        lock (_lock)
        {
            _acceptors.Add(acceptor);
            Address ??= bound;
        }

        acceptor.Start();
    }

    public CallTarget FindObject(string objectId) => Objects.Get(objectId);

    public EventQueue Events { get; }

    /// <summary>Hears of every connection that begins or ends, in order; null for nobody.</summary>
    public Action<RpcConnection, bool>? Changed { get; set; }

    public void OnOpening(RpcConnection connection) => Changed?.Invoke(connection, true);

    public void OnEnded(RpcConnection connection)
    {
        Changed?.Invoke(connection, false);
        foreach (ConnectionAcceptor acceptor in Acceptors())
        {
            acceptor.Forget(connection);
        }
    }

    public async ValueTask StopAsync(TimeSpan drainTimeout, CancellationToken cancellationToken)
    {
        ConnectionAcceptor[] acceptors = Acceptors();
        foreach (ConnectionAcceptor acceptor in acceptors)
        {
            await acceptor.DrainAsync().ConfigureAwait(false);
        }

        RpcLog.Draining(Logger, Running(acceptors));
        long end = Environment.TickCount64 + (long)drainTimeout.TotalMilliseconds;
        while (Running(acceptors) > 0 && !cancellationToken.IsCancellationRequested)
        {
            if (Environment.TickCount64 >= end)
            {
                RpcLog.DrainTimedOut(Logger, Running(acceptors), drainTimeout);
                break;
            }

            await Task.Delay(5, CancellationToken.None).ConfigureAwait(false);
        }

        foreach (ConnectionAcceptor acceptor in acceptors)
        {
            // All at once: each may take its second when its peer does not read.
            await Task.WhenAll(acceptor.Connections.Select(static c => c.FlushAsync().AsTask())).ConfigureAwait(false);
            await acceptor.DisposeAsync().ConfigureAwait(false);
        }

        if (_client.IsValueCreated)
        {
            await _client.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static int Running(ConnectionAcceptor[] acceptors) => acceptors.Sum(static a => a.Connections.Sum(static c => c.RunningHandlers));

    private ConnectionAcceptor[] Acceptors()
    {
        lock (_lock)
        {
            return [.. _acceptors];
        }
    }
}
