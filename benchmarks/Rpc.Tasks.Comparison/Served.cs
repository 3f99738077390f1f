using Rpc.Tasks.Hub;

namespace Rpc.Tasks.Comparison;

/// <summary>A hub, its server and its tasks.</summary>
internal sealed class Served(RpcTasks tasks, RpcServer server, TaskHub hub) : IAsyncDisposable
{
    /// <summary>Where it is.</summary>
    public string Uri => hub.Uri.ToString();

    /// <summary>Serves a file.</summary>
    public static async Task<Served> StartAsync(string file)
    {
        RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseSqlite(file));
        var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        return new Served(tasks, server, server.AddTaskHub(tasks.Backend));
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        await server.DisposeAsync();
        await tasks.DisposeAsync();
    }
}
