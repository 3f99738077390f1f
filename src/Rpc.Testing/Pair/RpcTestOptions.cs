namespace Rpc.Testing;

/// <summary>What a <see cref="RpcTestPair"/> is made of.</summary>
public sealed class RpcTestOptions
{
    /// <summary>How the server serves. The pair sets its <see cref="RpcClientOptions.Connect"/>, its <see cref="RpcServerOptions.NameServers"/> and, with <see cref="Time"/>, its clock. A drain lasts 2 s unless given.</summary>
    public RpcServerOptions Server { get; set; } = new() { DrainTimeout = TimeSpan.FromSeconds(2) };

    /// <summary>How the client connects. The pair sets its <see cref="RpcClientOptions.Connect"/>, its <see cref="RpcClientOptions.NameServers"/> and, with <see cref="Time"/>, its clock.</summary>
    public RpcClientOptions Client { get; set; } = new();

    /// <summary>What goes wrong between them, and stays the caller's; null for a plan of the pair's own.</summary>
    public NetworkFaults? Faults { get; set; }

    /// <summary>The clock of leases, caches and retries on both sides, and of the names. Null: the one that each side's options say.</summary>
    public TimeProvider? Time { get; set; }

    /// <summary>Whether threads can block in the connection, as they can in a socket. Default true: calls run the code that they run over TCP. False: the code of TLS and pipes.</summary>
    public bool Blocking { get; set; } = true;
}
