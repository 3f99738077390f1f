using Microsoft.Extensions.Logging;
using Rpc.Transports;

namespace Rpc;

/// <summary>How a client connects and finds names. Read once, when the client is made.</summary>
public sealed class RpcClientOptions
{
    /// <summary>The name servers to ask: the first that answers, and the next one when it falls silent. Empty (default): what <c>RPC_NS</c> says, else localhost:9190, else what <see cref="Discovery"/> finds.</summary>
    public IReadOnlyList<RemoteUri> NameServers { get; set; } = [];

    /// <summary>Looks for a name server on the network where none is given, <c>RPC_NS</c> is not set and nothing answers at localhost:9190. Default: a new one; null: nobody looks.</summary>
    public NameDiscovery? Discovery { get; set; } = new();

    /// <summary>Whom this side believes on <c>rpcs://</c>, and its own certificate. Null: the authorities that the system trusts, and none.</summary>
    public RpcClientTls? Tls { get; set; }

    /// <summary>
    /// What servers with a token want. Null (default): none. It is sent to every server that this client connects to, over TLS, loopback, Unix sockets and inside the process only, unless
    /// <see cref="AllowTokenInClear"/> says otherwise; other addresses fail with <see cref="RpcErrorReason.CredentialsWithheld"/>. For a token by address use <see cref="Handshake"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>Whether <see cref="Token"/> may be sent where others can read it. Default false.</summary>
    public bool AllowTokenInClear { get; set; }

    /// <summary>What to tell each server, and whether to take its answer. Null (default): nothing but the token.</summary>
    public IClientHandshake? Handshake { get; set; }

    /// <summary>What peers can make this side spend.</summary>
    public RpcLimits Limits { get; set; } = new();

    /// <summary>
    /// How long a thread that is about to block for input looks for it first, while looking pays: on a connection that answers at once, with a core free.
    /// Default 50 µs, about what falling asleep and being woken costs; zero for never. Put it to zero where the processor's time is worth more than a call's.
    /// </summary>
    public TimeSpan SpinTime { get; set; } = TimeSpan.FromMicroseconds(50);

    /// <summary>Whether details and stack traces of exceptions may leave this side, for objects that the peer calls back. Default: only where DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT is Development.</summary>
    public bool DetailedErrors { get; set; } = Wiring.ProcessEnvironment.IsDevelopment;

    /// <summary>How the calls of all proxies are made for which <see cref="RpcClient.Get{T}(RemoteUri, ProxyOptions?)"/> names no options of their own.</summary>
    public ProxyOptions Proxy { get; set; } = ProxyOptions.Default;

    /// <summary>How long an address is left alone to which connecting has failed.</summary>
    public ReconnectOptions Reconnect { get; set; } = new();

    /// <summary>What every call of this client passes on its way out, the first outermost. Calls cost nothing more while there is none.</summary>
    public IList<IRpcClientInterceptor> Interceptors { get; } = [];

    /// <summary>The clock of leases, caches and pauses between attempts. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Makes the connections, in place of the transports that the addresses' schemes stand for: any stream of bytes, wrapped or of one's own. Null (default): those.
    /// </summary>
    /// <remarks>Called once for each connection, on a thread where blocking is fine. An <see cref="IOException"/> is a connection that failed: the calls that wanted it
    /// fail with <see cref="RpcStatus.Unavailable"/> and were not executed.</remarks>
    public Func<ConnectAttempt, TransportConnection>? Connect { get; set; }

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
