using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Connections;

namespace Rpc.Wiring;

/// <summary>What a client's connections need: its pool, and no objects but those that travel as references.</summary>
internal sealed class ClientHost : IConnectionHost
{
    public ClientHost(RpcClientOptions options, ILogger logger, ReferenceBinder binder)
    {
        Limits = options.Limits;
        SpinTime = options.SpinTime;
        Unfinished = new UnfinishedBudget(options.Limits);
        Logger = logger;
        Binder = binder;
        Pool = new ConnectionPool(this, Endpoint.Connect, credentials: [], options.Reconnect, options.TimeProvider);
    }

    public RpcLimits Limits { get; }

    public TimeSpan SpinTime { get; }

    public ILogger Logger { get; }

    public UnfinishedBudget Unfinished { get; }

    public string Instance { get; } = RandomId.New();

    public ReferenceBinder Binder { get; }

    public ConnectionPool Pool { get; }

    public CallTarget FindObject(string objectId) => throw new RpcException(RpcStatus.NotFound, "This side is a client and has no objects but those it passed along.", reason: RpcErrorReason.NoSuchObject);

    public void OnDraining(RpcConnection connection) => Pool.OnDraining(connection);

    public void OnEnded(RpcConnection connection) => Pool.Forget(connection);
}
