using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hosting;

/// <summary>What the configuration and the program of a host say of its tasks.</summary>
internal sealed class HostedTasksOptions
{
    /// <summary>What they are opened with.</summary>
    public RpcTasksBuilder Builder { get; } = new();

    /// <summary>What the configuration says of the host's workers, before the program does.</summary>
    public Action<TaskWorkerOptions>? Worker { get; set; }
}
