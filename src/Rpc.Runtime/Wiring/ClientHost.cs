using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Diagnostics;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>What a client's connections need: its pool, and no objects but those that travel as references.</summary>
internal sealed class ClientHost : IConnectionHost
{
    private readonly RpcClientOptions _options;
    private TlsClient? _tls;

    public ClientHost(RpcClientOptions options, ILogger logger, ReferenceBinder binder, IClientGate? gate)
    {
        _options = options;
        Limits = LimitsCheck.Valid(options.Limits);
        SpinTime = options.SpinTime;
        Unfinished = new UnfinishedBudget(options.Limits);
        Logger = logger;
        Binder = binder;
        Pool = new ConnectionPool(this, options.Connect is { } connect ? (address, abort) => connect(new ConnectAttempt(address, abort, BuiltIn)) : BuiltIn, gate, options.Reconnect, options.TimeProvider);
        Audit = options.LoggerFactory?.CreateLogger(AuditLog.Category) ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
    }

    public RpcLimits Limits { get; }

    public TimeSpan SpinTime { get; }

    public ILogger Logger { get; }

    public ILogger Audit { get; }

    public UnfinishedBudget Unfinished { get; }

    public string Instance { get; } = RandomId.New();

    public ReferenceBinder Binder { get; }

    public ConnectionPool Pool { get; }

    public CallTarget FindObject(string objectId, CallChannel caller) => throw new RpcException(RpcStatus.NotFound, "This side is a client and has no objects but those it passed along.", reason: RpcErrorReason.NoSuchObject);

    public void OnDraining(RpcConnection connection) => Pool.OnDraining(connection);

    public void OnEnded(RpcConnection connection) => Pool.Forget(connection);

    private TransportConnection BuiltIn(string address, CancellationToken abort) => Endpoint.Connect(address, abort, Tls);

    /// <summary>Made at the first connection that needs it, and again as long as its files cannot be used.</summary>
    private TlsClient Tls() => Volatile.Read(ref _tls) ?? Interlocked.CompareExchange(ref _tls, new TlsClient(_options.Tls ?? new RpcClientTls(), _options.TimeProvider, Logger), null) ?? _tls!;
}
