using Microsoft.Extensions.Logging;
using Rpc.Transports;

namespace Rpc;

/// <summary>How a server serves. Read once, when the server is made.</summary>
public sealed class RpcServerOptions
{
    /// <summary>The name servers to register with: the first that answers, and the next one when it falls silent. Empty (default): what <c>RPC_NS</c> says, else localhost:9190, else what <see cref="Discovery"/> finds.</summary>
    public IReadOnlyList<RemoteUri> NameServers { get; set; } = [];

    /// <inheritdoc cref="RpcClientOptions.Discovery"/>
    public NameDiscovery? Discovery { get; set; } = new();

    /// <summary>The certificate for listening on <c>rpcs://</c>, and what clients must show there. Null: the server cannot listen there.</summary>
    public RpcServerTls? Tls { get; set; }

    /// <summary>
    /// Decides who may connect, from credentials, certificate, address or user id, and who that is. Called for each connection after its token was found valid where one is required, for several at
    /// the same time, on a thread that may block, within <see cref="RpcLimits.HandshakeTimeout"/>; the token fires then. An exception refuses the peer, which hears nothing of it. Null (default): everybody may.
    /// </summary>
    public Func<HandshakeContext, CancellationToken, ValueTask<HandshakeResult>>? Handshake { get; set; }

    /// <summary>Asked for each binding and call of any object. Null (default): nobody is, and nothing is paid for it.</summary>
    public IRpcAuthorizer? Authorizer { get; set; }

    /// <summary>Changes the options of <see cref="RpcServer.Client"/>, which also asks the name server: its token, for example, or whom it believes on <c>rpcs://</c>. They begin with what this record says.</summary>
    public Action<RpcClientOptions>? ConfigureClient { get; set; }

    /// <summary>The tokens that are taken; null where none is required.</summary>
    internal Security.TokenSet? Tokens { get; private set; }

    /// <summary>Whether somebody looks at who connects.</summary>
    internal bool IsGuarded => Tokens is not null || Handshake is not null;

    /// <summary>What peers can make this side spend.</summary>
    public RpcLimits Limits { get; set; } = new();

    /// <summary>
    /// How long a thread that is about to block for input looks for it first, while looking pays: on a connection that answers at once, with a core free.
    /// Default 50 µs, about what falling asleep and being woken costs; zero for never. Put it to zero where the processor's time is worth more than a call's.
    /// </summary>
    public TimeSpan SpinTime { get; set; } = TimeSpan.FromMicroseconds(50);

    /// <summary>Whether details and stack traces of exceptions may leave this side. Default: only where DOTNET_ENVIRONMENT or ASPNETCORE_ENVIRONMENT is Development.</summary>
    public bool DetailedErrors { get; set; } = Wiring.ProcessEnvironment.IsDevelopment;

    /// <summary>How long running calls may take to end when the server stops. Default 30 s; zero or more.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What sees every call of the objects here, before and after its handler; the first one is the outermost. Default none. Calls cost an allocation or two more with one.</summary>
    public IList<IRpcServerInterceptor> Interceptors { get; } = [];

    /// <summary>The clock of leases and caches. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Puts something in front of the listener of each address, and thereby around every connection that is accepted. Null (default) for nothing.</summary>
    public Func<ITransportListener, ITransportListener>? Listener { get; set; }

    /// <summary>Where events are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Takes only clients that give this token (<see cref="RpcClientOptions.Token"/>), or another one that is required likewise. It is compared in constant time and never logged.</summary>
    /// <param name="token">Any text; make it with a random generator, 32 characters or more.</param>
    /// <param name="user">The name of whoever uses it, as <see cref="CallContext.User"/> and the audit log tell it; null for "token".</param>
    /// <param name="roles">The roles that come with it.</param>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    public RpcServerOptions RequireToken(string token, string? user = null, params string[] roles)
    {
        (Tokens ??= new Security.TokenSet()).Add(token, user, roles);
        return this;
    }

    /// <summary>Takes clients that give one of these tokens, which are asked for at each handshake: so they can change, and the old and the new one can be valid at once. Connections that exist stay.</summary>
    /// <param name="tokens">Quick and thread-safe; empty texts let nobody in.</param>
    public RpcServerOptions RequireToken(Func<IEnumerable<string>> tokens)
    {
        (Tokens ??= new Security.TokenSet()).Add(tokens);
        return this;
    }
}
