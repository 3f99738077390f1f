using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Diagnostics;
using Rpc.Dispatch;
using Rpc.Load;
using Rpc.Security;
using Rpc.Stubs;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>What a server's connections need: its objects, and the acceptors that keep them.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "StopAsync ends it; the token source has no timer to dispose of.")]
internal sealed class ServerHost : IConnectionHost
{
    /// <summary>What objects that factories have made get for their disposal, also when all of the drain time is used up.</summary>
    private const int LeastDisposalMilliseconds = 1_000;

    private readonly Lock _lock = new();
    private readonly List<ConnectionAcceptor> _acceptors = [];
    private readonly Lazy<RpcClient> _client;
    private readonly Lazy<ObjectEntry> _load;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RpcServerOptions _options;
    private TlsServer? _tls;
    private DeniedHandshakes? _denied;

    public ServerHost(RpcServerOptions options, ILogger logger)
    {
        Limits = LimitsCheck.Valid(options.Limits);
        SpinTime = options.SpinTime;
        Unfinished = new UnfinishedBudget(options.Limits);
        Logger = logger;
        Audit = options.LoggerFactory?.CreateLogger(AuditLog.Category) ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        _options = options;
        _client = new Lazy<RpcClient>(() => new RpcClient(ClientOptions(options), Objects, () => Address));
        _load = new Lazy<ObjectEntry>(MakeLoadReporter);
        Interceptors = [.. options.Interceptors];
        Disposals = new Disposals(logger);
        Binder = new StubBinder(Objects, () => Address, () => Client, options.DetailedErrors, new ProxyHost(options.TimeProvider, logger, null), authorizer: options.Authorizer, interceptors: Interceptors);
        Events = new EventQueue(logger);
    }

    public RpcLimits Limits { get; }

    public TimeSpan SpinTime { get; }

    public ILogger Logger { get; }

    public ILogger Audit { get; }

    public UnfinishedBudget Unfinished { get; }

    public string Instance { get; } = RandomId.New();

    public ReferenceBinder Binder { get; }

    public ObjectTable Objects { get; } = new() { Reserved = LoadReporter.ObjectId };

    public RpcClient Client => _client.Value;

    /// <summary>What sees each call of an object here.</summary>
    public IReadOnlyList<IRpcServerInterceptor> Interceptors { get; }

    /// <summary>What factories have made and nobody needs any more.</summary>
    public Disposals Disposals { get; }

    /// <summary>The first address that is listened on; objects' URIs start with it.</summary>
    public RemoteUri? Address { get; private set; }

    /// <summary>What <c>rpcs://</c> is served with, made when it is first listened on, and tried again when that failed.</summary>
    public TlsServer Tls
    {
        get
        {
            lock (_lock)
            {
                return _tls ??= new TlsServer(
                    _options.Tls ?? throw new InvalidOperationException($"rpcs:// needs a certificate, and {nameof(RpcServerOptions)}.{nameof(RpcServerOptions.Tls)} is not set."),
                    _options.TimeProvider,
                    Logger);
            }
        }
    }

    public IReadOnlyList<RpcConnection> Connections => [.. Acceptors().SelectMany(static a => a.Connections)];

    public static bool IsLoopback(RemoteUri uri) =>
        string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    public void Start(ITransportListener listener, RemoteUri bound)
    {
        ConnectionGauges.Register();
        RpcMetrics.Connections.Publish();
        var acceptor = new ConnectionAcceptor(this, listener, bound.ToString(), Gate(bound.Scheme));
        lock (_lock)
        {
            _acceptors.Add(acceptor);
            Address ??= bound;
        }

        acceptor.Start();
    }

    public CallTarget FindObject(string objectId, CallChannel caller) => objectId == LoadReporter.ObjectId ? _load.Value : Objects.Get(objectId, caller);

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
        await _stopping.CancelAsync().ConfigureAwait(false);
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

        Objects.EndAll();
        for (long last = Math.Max(end, Environment.TickCount64 + LeastDisposalMilliseconds); Disposals.Running > 0 && Environment.TickCount64 < last && !cancellationToken.IsCancellationRequested;)
        {
            await Task.Delay(5, CancellationToken.None).ConfigureAwait(false);
        }

        _tls?.Dispose();
        if (_client.IsValueCreated)
        {
            await _client.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What the objects here are called, for who may bind them. Made when first asked for.</summary>
    private ObjectEntry MakeLoadReporter()
    {
        var reporter = new LoadReporter(Objects, () => (Connections.Count, Running(Acceptors())), _stopping.Token);
        return new ObjectEntry(LoadReporter.ObjectId, reporter, new ObjectService(ContractRegistry.Get<ILoadReporter>().Dispatcher, _options.DetailedErrors));
    }

    private static RpcClientOptions ClientOptions(RpcServerOptions options)
    {
        var client = new RpcClientOptions
        {
            NameServers = options.NameServers,
            Discovery = options.Discovery,
            Limits = options.Limits,
            SpinTime = options.SpinTime,
            DetailedErrors = options.DetailedErrors,
            TimeProvider = options.TimeProvider,
            LoggerFactory = options.LoggerFactory,
        };
        options.ConfigureClient?.Invoke(client);
        return client;
    }

    /// <summary>Null where everybody is welcome. All addresses count refusals together.</summary>
    private ServerGate? Gate(RemoteScheme scheme)
    {
        if (!_options.IsGuarded)
        {
            return null;
        }

        lock (_lock)
        {
            _denied ??= new DeniedHandshakes(Limits.MaxDeniedHandshakes, Limits.DeniedHandshakeWindow, static () => Environment.TickCount64);
        }

        return new ServerGate(_options, scheme, _denied, Audit);
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
