namespace Rpc;

/// <summary>How one object is served.</summary>
public sealed record ObjectOptions
{
    /// <summary>
    /// Whether <see cref="CallContext.Current"/> follows a handler through its awaits, and calls that the handler makes there keep its chain and its deadline. Default false: it is then there until
    /// the first await, and costs nothing.
    /// </summary>
    public bool FlowCallContext { get; init; }

    /// <summary>Whether the object runs several calls at the same time. Default <see cref="Concurrency.Parallel"/>. Means nothing where each call has an object of its own.</summary>
    public Concurrency Concurrency { get; init; }

    /// <summary>Where handlers run, as a user interface's thread; default null, which is a thread of the runtime's without a context. Their calls wait for it in order.</summary>
    public SynchronizationContext? SynchronizationContext { get; init; }

    /// <summary>Whether an object that is there already under the id gives way to this one: proxies that exist go on with it. Default false, which fails then. Both must be of the same contract.</summary>
    public bool Replace { get; init; }

    /// <summary>Roles of which a caller needs any to bind and call this object, beside those that its contract requires. Null or empty (default): none.</summary>
    public IReadOnlyList<string>? RequireRoles { get; init; }

    /// <summary>Asked for each binding and call of this object, after <see cref="RpcServerOptions.Authorizer"/> has consented. Null (default): nobody is.</summary>
    public IRpcAuthorizer? Authorizer { get; init; }
}
