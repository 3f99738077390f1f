using Rpc.Tasks.Hub;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.RabbitMq;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Comparison;

/// <summary>Where the tasks of a row lie.</summary>
/// <param name="Backend">sqlite, postgres, rabbitmq, hub or memory.</param>
/// <param name="Folder">Files lie here.</param>
/// <param name="Amqp">The URI of RabbitMQ.</param>
/// <param name="Postgres">The connection string of PostgreSQL.</param>
/// <param name="Hub">The URI of the hub.</param>
internal sealed record Place(string Backend, string Folder, string? Amqp, string? Postgres, string? Hub)
{
    /// <summary>The file of what lies in SQLite.</summary>
    public string File => Path.Combine(Folder, "tasks.db");

    /// <summary>A client.</summary>
    public ValueTask<RpcTasks> OpenAsync() => RpcTasks.OpenAsync(builder => _ = Backend switch
    {
        "memory" => builder.UseInMemory(),
        "sqlite" => builder.UseSqlite(File),
        "postgres" => builder.UsePostgres(Postgres ?? throw new ArgumentException("--postgres is missing.")),
        "rabbitmq" => builder.UseRabbitMq(Amqp ?? throw new ArgumentException("--amqp is missing."), results => results.UseSqlite(File)),
        "hub" => builder.UseHub(Hub ?? throw new ArgumentException("--hub is missing.")),
        _ => throw new ArgumentException($"{Backend} is no backend."),
    });

    /// <summary>A worker of a client's.</summary>
    public static ValueTask<TaskWorker> StartWorkerAsync(RpcTasks tasks, int concurrency) => tasks.StartWorkerAsync(options =>
    {
        options.Concurrency = concurrency;
        options.Handle<ICalculator>(new Calculator());
    });
}
