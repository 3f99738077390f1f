using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Connections;

namespace Rpc.Wiring;

/// <summary>What a client's connections need: its pool, and no objects but those that travel as references.</summary>
internal sealed class ClientHost : IConnectionHost
{
    public ClientHost(RpcLimits limits, TimeSpan spinTime, ILogger logger, ReferenceBinder binder, IClientGate? gate, ILogger audit)
    {
        Limits = limits;
        SpinTime = spinTime;
        Unfinished = new UnfinishedBudget(limits);
        Logger = logger;
        Binder = binder;
        Pool = new ConnectionPool(this, Endpoint.Connect, gate);
        Audit = audit;
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

    public void OnEnded(RpcConnection connection) => Pool.Forget(connection);
}
