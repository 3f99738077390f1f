using System.ComponentModel;
using Rpc.Calls;
using Rpc.Diagnostics;

namespace Rpc.Stubs;

/// <summary>Where a proxy's calls go: resolves, connects and binds when the first call is made. Opaque to generated code.</summary>
/// <remarks>Thread-safe; shared by the proxies made from one another with <see cref="RemoteProxy.With"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProxyTarget
{
    private readonly bool _hasTimeout;
    private readonly bool _isPlain;

    private protected ProxyTarget(string uri, ProxyOptions options, ProxyHost host)
    {
        Host = host;
        _isPlain = host.Interceptors is null && options.Hedge is null;
        Uri = uri;
        Options = options;
        _hasTimeout = options.GivenTimeout is not null;
        TimeoutMilliseconds = Deadline.Milliseconds(options.Timeout);
    }

    /// <summary>The URI as it was given, for messages, equality and the debugger.</summary>
    internal string Uri { get; }

    internal ProxyOptions Options { get; }

    /// <summary>What the client's proxies share.</summary>
    internal ProxyHost Host { get; }

    /// <summary>Whether calls are just sent: nothing stands around them.</summary>
    internal bool IsPlain => _isPlain && !IsTraced;

    /// <summary>The same for calls that are not hedged.</summary>
    internal bool IsPlainOnce => Host.Interceptors is null && !IsTraced;

    /// <summary>Begins to trace a call; null where nobody listens.</summary>
    internal ClientTrace? BeginTrace(MethodDescriptor method, ref CallStart start) => IsTraced ? ClientTrace.Begin(method, Server, ref start) : null;

    private bool IsTraced => CallInstruments.TracesClients && Options.IsTraced;

    /// <summary>Where calls go, as traces and metrics have it.</summary>
    private CallEndpoint Server => field ??= Known.Channel is { } channel ? CallEndpoint.Of(channel.PeerAddress) : CallEndpoint.Of(Uri);

    /// <summary>Whether the object can be reached over another connection than the last.</summary>
    internal virtual bool CanReconnect => true;

    /// <summary>How long a call may take where its method does not say otherwise; negative for no limit.</summary>
    internal long TimeoutMilliseconds { get; }

    /// <summary>How long a call of the method may take: what the options set, else what the contract says, else the default.</summary>
    internal long TimeoutOf(MethodDescriptor method) => method.TimeoutMilliseconds == 0 || _hasTimeout ? TimeoutMilliseconds : method.TimeoutMilliseconds;

    /// <summary>The same for a call with streams, bodies or listeners among its arguments, which has no limit that nobody set.</summary>
    internal long TimeoutOfFlowing(MethodDescriptor method) => _hasTimeout || method.TimeoutMilliseconds != 0 ? TimeoutOf(method) : -1;

    /// <summary>The one way that all calls take, or null: none is known yet, or there are several.</summary>
    internal CallRoute? Route { get; set; }

    /// <summary>Where there are several ways, one that is open, chosen anew for each call; null: there is none, or not the wanted one. Allocates nothing and waits for nothing.</summary>
    internal virtual CallRoute? Choose(RouteWish wish) => null;

    /// <summary>Whether there is another way than the one that has failed, so that nothing need be waited for.</summary>
    internal virtual bool HasOther(CallRoute? failed) => false;

    /// <summary>Calls that wait to be sent.</summary>
    internal StartLine Line { get; } = new();

    /// <summary>Where the object is, for a reference that travels on.</summary>
    internal abstract KnownObject Known { get; }

    /// <summary>What the proxy calls, for equality.</summary>
    internal abstract object Identity { get; }

    /// <summary>Waits for the connection only, which all calls that wait for it share.</summary>
    /// <exception cref="RpcException">There is none.</exception>
    internal virtual ValueTask ReachAsync(long deadline, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A way has failed: the next call looks for another.</summary>
    internal virtual void Leave(CallRoute? route)
    {
        if (route is not null && Route == route)
        {
            Route = null;
        }
    }

    /// <summary>Finds a way and blocks for it.</summary>
    internal abstract CallRoute Open(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken);

    /// <summary>Finds a way.</summary>
    internal abstract ValueTask<CallRoute> OpenAsync(ContractDescriptor contract, RouteWish wish, long deadline, CancellationToken cancellationToken);

    /// <summary>The same object with other options.</summary>
    internal abstract ProxyTarget With(ProxyOptions options);

    /// <summary>The proxy is not needed any more.</summary>
    internal abstract ValueTask ReleaseAsync();
}
