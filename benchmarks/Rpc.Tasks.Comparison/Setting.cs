using Rpc.Tasks.Hub;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.RabbitMq;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Comparison;

/// <summary>A backend, a client and a worker.</summary>
internal sealed class Setting(RpcTasks tasks, TaskWorker worker, IAsyncDisposable? server) : IAsyncDisposable
{
    /// <summary>The client.</summary>
    public RpcTasks Tasks => tasks;

    /// <summary>Starts what a row measures.</summary>
    public static async Task<Setting> StartAsync(string backend, string folder, string? amqp, string? postgres, int concurrency)
    {
        string file = Path.Combine(folder, "tasks.db");
        (IAsyncDisposable? server, string uri) = backend == "hub" ? await ServeAsync(file) : (null, "");
        RpcTasks tasks = await RpcTasks.OpenAsync(builder => _ = backend switch
        {
            "memory" => builder.UseInMemory(),
            "sqlite" => builder.UseSqlite(file),
            "postgres" => builder.UsePostgres(postgres ?? throw new ArgumentException("--postgres is missing.")),
            "rabbitmq" => builder.UseRabbitMq(amqp ?? throw new ArgumentException("--amqp is missing."), results => results.UseSqlite(file)),
            "hub" => builder.UseHub(uri),
            _ => throw new ArgumentException($"{backend} is no backend."),
        });
        TaskWorker worker = await tasks.StartWorkerAsync(options =>
        {
            options.Concurrency = concurrency;
            options.Handle<ICalculator>(new Calculator());
        });
        return new Setting(tasks, worker, server);
    }

    // The hub in this process, its clients beyond a TCP connection of the machine.
    private static async Task<(IAsyncDisposable Server, string Uri)> ServeAsync(string file)
    {
        var served = await RpcTasks.OpenAsync(builder => builder.UseSqlite(file));
        var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        TaskHub hub = server.AddTaskHub(served.Backend);
        return (new Served(served, server, hub), hub.Uri.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await tasks.DisposeAsync();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
