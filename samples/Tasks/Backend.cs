using Rpc.Tasks;
using Rpc.Tasks.RabbitMq;

namespace Calculation;

/// <summary>Where tasks are kept and how they are delivered.</summary>
/// <param name="Broker"><c>none</c>: the SQLite file does both. <c>rabbitmq</c>: RabbitMQ delivers, and the file keeps states and results.</param>
/// <param name="Amqp">Where RabbitMQ is.</param>
/// <param name="File">The SQLite file.</param>
internal sealed record Backend(string Broker, string Amqp, string File)
{
    /// <summary>Opens it: the only place where it matters which it is.</summary>
    public ValueTask<RpcTasks> OpenAsync(CancellationToken cancellationToken = default) => RpcTasks.OpenAsync(
        tasks => _ = Broker == "rabbitmq" ? tasks.UseRabbitMq(Amqp, results: store => store.UseSqlite(File)) : tasks.UseSqlite(File),
        cancellationToken);

    /// <summary>The arguments that tell another process of this program to use the same.</summary>
    public IEnumerable<string> Arguments() => ["--broker", Broker, "--amqp", Amqp, "--file", File];
}
