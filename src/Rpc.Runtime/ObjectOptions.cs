namespace Rpc;

/// <summary>How one object is served.</summary>
public sealed record ObjectOptions
{
    /// <summary>Whether <see cref="CallContext.Current"/> follows a handler through its awaits. Default false: it is then there until the first await, and costs nothing.</summary>
    public bool FlowCallContext { get; init; }

    /// <summary>Roles of which a caller needs any to bind and call this object, beside those that its contract requires. Null or empty (default): none.</summary>
    public IReadOnlyList<string>? RequireRoles { get; init; }

    /// <summary>Asked for each binding and call of this object, after <see cref="RpcServerOptions.Authorizer"/> has consented. Null (default): nobody is.</summary>
    public IRpcAuthorizer? Authorizer { get; init; }
}
