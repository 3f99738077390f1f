using Microsoft.Extensions.Logging;

namespace Rpc;

/// <summary>How a client connects and finds names. Read once, when the client is made.</summary>
public sealed class RpcClientOptions
{
    /// <summary>The name server to ask. Null: what <c>RPC_NS</c> says, else localhost:9190.</summary>
    public RemoteUri? NameServer { get; set; }

    /// <summary>What peers can make this side spend.</summary>
    public RpcLimits Limits { get; set; } = new();

    /// <summary>Whether details and stack traces of exceptions may leave this side, for objects that the peer calls back. Default: only where DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT is Development.</summary>
    public bool DetailedErrors { get; set; } = Wiring.Details.IsDevelopment;

    /// <summary>The clock of leases and caches. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
