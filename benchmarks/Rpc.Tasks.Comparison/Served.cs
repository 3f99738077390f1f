using Rpc.Tasks.Hub;

namespace Rpc.Tasks.Comparison;

/// <summary>A hub, its server and its tasks.</summary>
internal sealed class Served(RpcTasks tasks, RpcServer server, TaskHub hub) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await server.DisposeAsync();
        await tasks.DisposeAsync();
    }
}
