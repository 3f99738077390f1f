using Microsoft.Extensions.Logging;
using Rpc.Transports;

namespace Rpc;

/// <summary>How a server serves. Read once, when the server is made.</summary>
public sealed class RpcServerOptions
{
    /// <summary>The name server to register with. Null: what <c>RPC_NS</c> says, else localhost:9190.</summary>
    public RemoteUri? NameServer { get; set; }

    /// <summary>What peers can make this side spend.</summary>
    public RpcLimits Limits { get; set; } = new();

    /// <summary>
    /// How long a thread that is about to block for input looks for it first, while looking pays: on a connection that answers at once, with a core free.
    /// Default 50 µs, about what falling asleep and being woken costs; zero for never. Put it to zero where the processor's time is worth more than a call's.
    /// </summary>
    public TimeSpan SpinTime { get; set; } = TimeSpan.FromMicroseconds(50);

    /// <summary>Whether details and stack traces of exceptions may leave this side. Default: only where DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT is Development.</summary>
    public bool DetailedErrors { get; set; } = Wiring.Details.IsDevelopment;

    /// <summary>How long running calls may take to end when the server stops. Default 30 s; zero or more.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of leases and caches. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Puts something in front of the listener of each address, and thereby around every connection that is accepted. Null (default) for nothing.</summary>
    public Func<ITransportListener, ITransportListener>? Listener { get; set; }

    /// <summary>Makes the connections of <see cref="RpcServer.Client"/>; see <see cref="RpcClientOptions.Connect"/>.</summary>
    public Func<ConnectAttempt, TransportConnection>? Connect { get; set; }

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
