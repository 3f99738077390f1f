using Microsoft.Extensions.Logging;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer;

/// <summary>How a <see cref="NameServerHost"/> runs. Read once, when it starts.</summary>
public sealed class NameServerOptions
{
    /// <summary>Where to listen. Default <c>rpc://127.0.0.1:9190</c>; port 0 takes any free one.</summary>
    public RemoteUri Listen { get; set; } = RemoteUri.ForHost("127.0.0.1", RemoteUri.DefaultNameServerPort);

    /// <summary>The certificate for listening on <c>rpcs://</c>, and what clients must show there. Null: it cannot listen there.</summary>
    public RpcServerTls? Tls { get; set; }

    /// <summary>Where names are kept; the host disposes it. Default: in memory.</summary>
    public INameStore Store { get; set; } = new MemoryNameStore();

    /// <summary>The clock that leases go by. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
