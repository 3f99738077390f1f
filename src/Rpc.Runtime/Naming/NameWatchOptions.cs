namespace Rpc.Naming;

/// <summary>Who wants to hear, beside what a watch tells, how it fares.</summary>
public sealed class NameWatchOptions
{
    /// <summary>Called when no name server can be watched any more, or none yet: once, until <see cref="Back"/>. What was told may be out of date from then on. On the thread of the watch; must not throw.</summary>
    public Action<RpcException>? Lost { get; init; }

    /// <summary>Called when a name server is watched again, before it tells what has changed meanwhile.</summary>
    public Action? Back { get; init; }
}
