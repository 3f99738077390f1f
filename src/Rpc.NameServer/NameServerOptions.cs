using Microsoft.Extensions.Logging;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer;

/// <summary>How a <see cref="NameServerHost"/> runs. Read once, when it starts.</summary>
public sealed class NameServerOptions
{
    /// <summary>Where to listen. Default <c>rpc://127.0.0.1:9190</c>; port 0 takes any free one.</summary>
    public RemoteUri Listen { get; set; } = RemoteUri.ForHost("127.0.0.1", RemoteUri.DefaultNameServerPort);

    /// <summary>The address that others get, where it is not the one it listens on: containers, NAT, the name of a certificate. Null (default): what it listens on; of all addresses, one that others can reach.</summary>
    public RemoteUri? Advertise { get; set; }

    /// <summary>Lets clients that were told of no name server find this one over the network. Null (default): it cannot be found.</summary>
    /// <remarks>Whoever is on the network then learns that it is there, and its address.</remarks>
    public DiscoveryOptions? Discovery { get; set; }

    /// <summary>Where names are kept; the host disposes it, also where it cannot start. Default: in memory.</summary>
    public INameStore Store { get; set; } = new MemoryNameStore();

    /// <summary>Who may register and see which names. Empty (default): everybody all. The rule with the longest prefix that fits counts; a name that none fits is everybody's.</summary>
    public IReadOnlyList<NameRule> Rules { get; set; } = [];

    /// <summary>
    /// Further objects that the name server's process serves, by the names under which it lists them. Default none. Each is added to the server when that listens; nobody else can register, change or remove these
    /// names. Only with a store of its own: of name servers that share one, each would list another object.
    /// </summary>
    public IDictionary<string, Func<RpcServer, RemoteUri>> OwnObjects { get; } = new Dictionary<string, Func<RpcServer, RemoteUri>>(StringComparer.Ordinal);

    /// <summary>Changes the options of the server that serves the names: TLS, tokens, handshake, limits.</summary>
    public Action<RpcServerOptions>? ConfigureServer { get; set; }

    /// <summary>The clock that leases go by. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
