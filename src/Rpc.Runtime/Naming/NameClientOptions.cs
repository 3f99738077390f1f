using Microsoft.Extensions.Logging;

namespace Rpc.Naming;

/// <summary>How a <see cref="NameClient"/> finds and asks name servers. Read once, when the client is made.</summary>
public sealed class NameClientOptions
{
    /// <summary>The name servers to ask, the first that answers wins. Empty (default): what <c>RPC_NS</c> says, else localhost:9190.</summary>
    public IReadOnlyList<RemoteUri> NameServers { get; set; } = [];

    /// <summary>Looks for a name server on the network where none is given, <c>RPC_NS</c> is not set and nothing answers at localhost:9190. Null (default): nobody does.</summary>
    /// <remarks>Give the one of <see cref="RpcClientOptions.Discovery"/> of the client that connects: it remembers which addresses nobody vouches for, so that no token is sent there.</remarks>
    public NameDiscovery? Discovery { get; set; }

    /// <summary>After how long a known address is looked up again, in the background while calls go on; also the longest time for which an address that cannot be reached is avoided. Default 10 s; more than 0.</summary>
    public TimeSpan CacheTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one name server may take to answer before the next one is asked. Default 5 s; more than 0.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long a name server that did not answer is asked again on behalf of a name whose last address is known, and how long a call waits for its answer then. Default 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
