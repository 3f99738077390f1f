using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.RabbitMq.Tests.Broker;

/// <summary>A connection of the library itself, as little of it as the tests of the broker need.</summary>
internal sealed class BrokerClient : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private BrokerClient(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _blocked.TrySetResult(blocked.Reason);
            return Task.CompletedTask;
        };
    }

    /// <summary>Why the broker reads no more from this connection, as soon as it says so.</summary>
    public Task<string> Blocked => _blocked.Task;

    public static async Task<BrokerClient> ConnectAsync(RabbitServer server)
    {
        var factory = new ConnectionFactory { Uri = server.Uri, AutomaticRecoveryEnabled = false };
        IConnection connection = await factory.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
    }

    public Task DeclareAsync(string queue) =>
        _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });

    /// <summary>Ends when the broker has confirmed the message.</summary>
    public async Task PublishAsync(string queue, string text) =>
        await _channel.BasicPublishAsync(string.Empty, queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));

    /// <summary>The next message; waits for one, as a queue that has just been recovered may still elect its leader.</summary>
    public async Task<string> TakeAsync(string queue, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await _channel.BasicGetAsync(queue, autoAck: true) is { } message)
            {
                return Encoding.UTF8.GetString(message.Body.Span);
            }

            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"No message came out of {queue}.");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
