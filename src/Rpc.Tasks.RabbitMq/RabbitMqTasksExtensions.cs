using Rpc.Tasks.Backends;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.RabbitMq.Links;
using Rpc.Tasks.RabbitMq.Stored;
using Rpc.Tasks.RabbitMq.Storeless;

namespace Rpc.Tasks.RabbitMq;

/// <summary>Lets RabbitMQ deliver tasks.</summary>
public static class RabbitMqTasksExtensions
{
    /// <summary>Delivers tasks over RabbitMQ 3.10 or newer. With a store for results everything works as with the store alone; without one, a task is a message and nothing else can be asked of it (docs/tasks.md).</summary>
    /// <param name="tasks">What is configured.</param>
    /// <param name="amqpUri">The broker: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c> for TLS.</param>
    /// <param name="results">Chooses the store: <c>t => t.UseSqlite("tasks.db")</c>. Null for none.</param>
    /// <param name="configure">Changes what is not to be as it is by default.</param>
    /// <exception cref="ArgumentException">The address is none, or an option is out of range.</exception>
    /// <remarks>Opening connects to the broker once, so that a wrong address is noticed at once (<see cref="RpcException"/>, <see cref="RpcStatus.Unavailable"/>). Later the connection comes back by itself, whatever becomes of it.</remarks>
    public static RpcTasksBuilder UseRabbitMq(this RpcTasksBuilder tasks, string amqpUri, Action<RpcTasksBuilder>? results = null, Action<RabbitMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        Uri address = BrokerAddress.Parse(amqpUri);
        var options = new RabbitMqOptions();
        configure?.Invoke(options);
        options.Check();
        return tasks.UseBackend((builder, cancellationToken) => OpenAsync(builder, address, results, options, cancellationToken));
    }

    private static async ValueTask<ITaskBackend> OpenAsync(RpcTasksBuilder builder, Uri address, Action<RpcTasksBuilder>? results, RabbitMqOptions options, CancellationToken cancellationToken)
    {
        var broker = new Broker(address, options, builder.TimeProvider, builder.LoggerFactory);
        try
        {
            await broker.OpenAsync(cancellationToken).ConfigureAwait(false);
            return results is null
                ? new StorelessBackend(broker)
                : await OverStoreAsync(broker, builder, results, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<ITaskBackend> OverStoreAsync(Broker broker, RpcTasksBuilder builder, Action<RpcTasksBuilder> results, CancellationToken cancellationToken)
    {
        var feed = new ReadyFeed(broker);
        var inner = new RpcTasksBuilder
        {
            TimeProvider = builder.TimeProvider,
            LoggerFactory = builder.LoggerFactory,
            MaxTaskBytes = builder.MaxTaskBytes,
            Tombstones = builder.Tombstones,
            BecameReady = feed.BecameReady,
        };
        results(inner);
        ITaskBackend store = await inner.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (store is TaskLedger ledger)
        {
            return new RabbitBackend(broker, ledger, feed);
        }

        await store.DisposeAsync().ConfigureAwait(false);
        throw new ArgumentException($"RabbitMQ delivers what a store keeps, and {store.Name} is none: choose UseSqlite(path), UsePostgres(connectionString) or UseInMemory() for the results.", nameof(results));
    }
}
