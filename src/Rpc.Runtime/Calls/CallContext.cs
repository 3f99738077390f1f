namespace Rpc;

/// <summary>What a handler can learn of the call that it serves.</summary>
/// <remarks>
/// <see cref="Current"/> is set on the handler's thread until its first await; take it before, and keep it as long as you like.
/// For objects added with <see cref="ObjectOptions.FlowCallContext"/> it follows the handler through its awaits, and calls that the handler makes there belong to its chain and its deadline too.
/// </remarks>
public sealed class CallContext
{
    private static readonly AsyncLocal<Flowing?> s_flowing = new();

    // Programs whose objects all do without do not pay for looking.
    private static volatile bool s_flows;

    private readonly Calls.IncomingCall _call;

    internal CallContext(Calls.IncomingCall call) => _call = call;

    /// <summary>The call being served, or null outside a handler.</summary>
    public static CallContext? Current => Serving?.Context;

    /// <summary>The call inside which this code runs, as far as that is known.</summary>
    internal static Calls.IncomingCall? Serving => Calls.IncomingCall.Current ?? (s_flows ? s_flowing.Value?.Context?._call : null);

    /// <summary>The caller's address, such as <c>127.0.0.1:40112</c> or <c>unix:/run/app.sock</c>.</summary>
    public string PeerAddress => _call.Channel.PeerAddress;

    /// <summary>Who calls: what the server's handshake made of the caller's token or other credentials, the same for all calls of a connection. Not authenticated where there is nothing; never null.</summary>
    public System.Security.Claims.ClaimsPrincipal User => _call.Channel.Identity?.User ?? Security.PeerIdentity.Nobody();

    /// <summary>The user id of the caller's process on a Unix socket (Linux, macOS); null elsewhere.</summary>
    public long? PeerUserId => _call.Channel.PeerUserId;

    /// <summary>The contract and method being called, as <c>App.IGreeter.WelcomeMessage(string)</c>.</summary>
    public string Method => _call.What;

    /// <summary>The object's id, as in its URI.</summary>
    public string ObjectId => _call.Target.Name;

    /// <summary>What is left of the caller's deadline; <see cref="Timeout.InfiniteTimeSpan"/> where it has none.</summary>
    public TimeSpan TimeRemaining => _call.Deadline == long.MaxValue
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Max(0, _call.Deadline - Environment.TickCount64));

    /// <summary>The headers that the caller sent with this call; empty for none.</summary>
    public RpcHeaders Headers => _call.Extras?.Headers ?? RpcHeaders.None;

    /// <summary>The headers of the answer: set them before the handler ends. A one-way call has no answer. Not thread-safe.</summary>
    public RpcHeaders ResponseHeaders => _call.NeedExtras().Response;

    /// <summary>The id under which the logs of all programs name this call and those that belong to it: what a caller has set (<see cref="CallOptions.CorrelationId"/>), else 16 hexadecimal digits that the first call of the chain has made.</summary>
    public string CorrelationId => _call.CorrelationId;

    /// <summary>How many calls of this chain are above this one: 0 for a call that no handler made.</summary>
    public int Depth => _call.Header.Depth;

    /// <summary>Fires when the caller cancels, its deadline passes, or its connection ends.</summary>
    public CancellationToken CancellationToken => _call.CancellationToken;

    /// <summary>
    /// Disposes an object when the caller cannot reach it any more: when the caller has given back the last reference to it, or its connection has ended. For what a handler makes for
    /// its caller, as an account that it opens and returns. Thread-safe; an object is disposed once, however often it is leased, and not again where its caller has disposed it through
    /// its contract.
    /// </summary>
    /// <param name="resource">An <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>; whether it is ever returned does not matter.</param>
    /// <returns>The object itself, to be returned.</returns>
    /// <exception cref="ArgumentException"><paramref name="resource"/> cannot be disposed.</exception>
    public T Lease<T>(T resource)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource is not (IAsyncDisposable or IDisposable))
        {
            throw new ArgumentException($"A {resource.GetType()} cannot be disposed, so it cannot be leased.", nameof(resource));
        }

        _call.Channel.References.Lease(resource);
        return resource;
    }

    /// <summary>The handler has disposed what it leased: nobody else does.</summary>
    /// <returns>Whether it was leased still.</returns>
    public bool EndLease(object resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return _call.Channel.References.EndLease(resource);
    }

    /// <summary>Makes the context follow the awaits of the handler that is about to be called, until what comes back is disposed.</summary>
    internal static Flowing Flow(CallContext context)
    {
        s_flows = true;
        return s_flowing.Value = new Flowing(context);
    }

    /// <summary>Holds the context while its call is served; code that the handler left running finds it empty afterwards.</summary>
    internal sealed class Flowing(CallContext context) : IDisposable
    {
        public CallContext? Context { get; private set; } = context;

        public void Dispose() => Context = null;
    }
}
