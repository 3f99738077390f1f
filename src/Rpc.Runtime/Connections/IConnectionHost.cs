using Microsoft.Extensions.Logging;
using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>What a connection needs of the client or server that owns it.</summary>
internal interface IConnectionHost
{
    RpcLimits Limits { get; }

    /// <summary>How long a thread that is about to block for input looks for it first; zero for not at all.</summary>
    TimeSpan SpinTime { get; }

    ILogger Logger { get; }

    /// <summary>Where is logged who came in and who was kept from what.</summary>
    ILogger Audit { get; }

    /// <summary>What all its connections may keep undecoded.</summary>
    UnfinishedBudget Unfinished { get; }

    /// <summary>Random id of the owner, told in the handshake for logs.</summary>
    string Instance { get; }

    /// <summary>What references on its connections mean.</summary>
    ReferenceBinder Binder { get; }

    /// <summary>The object with that id. Whether the caller may bind it is another question.</summary>
    /// <exception cref="RpcException">There is none, or the caller may not know.</exception>
    CallTarget FindObject(string objectId, CallChannel caller);

    /// <summary>The connection is about to begin; on the side that accepted it. Called once, before anything else.</summary>
    void OnOpening(RpcConnection connection)
    {
    }

    /// <summary>The peer takes no new calls from now on.</summary>
    void OnDraining(RpcConnection connection)
    {
    }

    /// <summary>The connection has ended. Called once.</summary>
    void OnEnded(RpcConnection connection);
}
