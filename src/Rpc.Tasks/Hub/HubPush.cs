using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Hub;

/// <summary>What a hub tells a client by itself.</summary>
/// <param name="Kinds">What may have changed, of what the client wants to hear.</param>
/// <param name="Outcomes">What tasks have ended with that the client waits for. The hub then counts them as not waited for any more.</param>
internal sealed record HubPush(TaskSignalKinds Kinds, IReadOnlyList<TaskOutcome> Outcomes)
{
    /// <summary>What the backend behind the hub can do: in the greeting, else null.</summary>
    public TaskBackendTraits? Traits { get; init; }
}
