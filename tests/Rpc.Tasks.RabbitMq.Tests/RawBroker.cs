using System.Diagnostics;
using RabbitMQ.Client;

namespace Rpc.Tasks.RabbitMq.Tests;

/// <summary>What tests do to the broker behind the back of the code.</summary>
internal sealed class RawBroker(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public IChannel Channel => channel;

    public static async Task<RawBroker> ConnectAsync(Uri uri)
    {
        IConnection connection = await new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    /// <summary>Publishes word of a task, as a process with a store does.</summary>
    public async Task PublishIdAsync(Guid id, string kind, string queue = "rpc.tasks.default.normal", string contentType = "application/vnd.rpc.task-id") =>
        await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { Persistent = true, MessageId = id.ToString("N"), Type = kind, ContentType = contentType }, ReadOnlyMemory<byte>.Empty);

    /// <summary>The next message of a queue; waits for one.</summary>
    public async Task<BasicGetResult> TakeAsync(string queue, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            {
                return message;
            }

            Assert.True(watch.Elapsed < limit, $"No message came out of {queue}.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
