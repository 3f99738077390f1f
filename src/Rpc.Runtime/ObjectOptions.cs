namespace Rpc;

/// <summary>How one object is served.</summary>
public sealed record ObjectOptions
{
    /// <summary>Whether <see cref="CallContext.Current"/> follows a handler through its awaits. Default false: it is then there until the first await, and costs nothing.</summary>
    public bool FlowCallContext { get; init; }
}
