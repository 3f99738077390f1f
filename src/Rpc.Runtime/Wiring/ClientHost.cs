using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Connections;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>What a client's connections need: its pool, and no objects but those that travel as references.</summary>
internal sealed class ClientHost : IConnectionHost
{
    public ClientHost(RpcLimits limits, TimeSpan spinTime, ILogger logger, ReferenceBinder binder, Func<ConnectAttempt, TransportConnection>? connect = null)
    {
        Limits = limits;
        SpinTime = spinTime;
        Unfinished = new UnfinishedBudget(limits);
        Logger = logger;
        Binder = binder;
        Pool = new ConnectionPool(this, connect is null ? Endpoint.Connect : (address, abort) => connect(new ConnectAttempt(address, abort, Endpoint.Connect)), credentials: []);
    }

    public RpcLimits Limits { get; }

    public TimeSpan SpinTime { get; }

    public ILogger Logger { get; }

    public UnfinishedBudget Unfinished { get; }

    public string Instance { get; } = RandomId.New();

    public ReferenceBinder Binder { get; }

    public ConnectionPool Pool { get; }

    public CallTarget FindObject(string objectId) => throw new RpcException(RpcStatus.NotFound, "This side is a client and has no objects but those it passed along.", reason: RpcErrorReason.NoSuchObject);

    public void OnEnded(RpcConnection connection) => Pool.Forget(connection);
}
