using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Rpc.Tasks.RabbitMq.Consuming;

/// <summary>One channel that consumes one queue, until one of them is gone. Consuming begins and ends by its lane's loop only; the rest is thread-safe.</summary>
internal sealed class LaneSession : IAsyncDisposable
{
    private readonly TaskCompletionSource<string> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lane _lane;
    private readonly IChannel _channel;
    private string? _consumer;

    private LaneSession(Lane lane, IChannel channel)
    {
        _lane = lane;
        _channel = channel;
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            End(reason.ReplyText);
            return Task.CompletedTask;
        };
    }

    /// <summary>The broker's queue.</summary>
    public string Queue => _lane.Queue;

    /// <summary>Completes with the reason when nothing comes any more, and what has come is the broker's again.</summary>
    public Task<string> Over => _over.Task;

    public bool IsOver => _over.Task.IsCompleted;

    public bool IsConsuming => _consumer is not null;

    public static async ValueTask<LaneSession> OpenAsync(Lane lane, IConnection connection, ushort prefetch, CancellationToken cancellationToken)
    {
        var session = new LaneSession(lane, await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false));
        try
        {
            await session._channel.BasicQosAsync(0, prefetch, global: false, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets messages come.</summary>
    public async ValueTask ConsumeAsync(CancellationToken cancellationToken) =>
        _consumer = await _channel.BasicConsumeAsync(Queue, autoAck: false, new Consumer(this, _channel), cancellationToken).ConfigureAwait(false);

    /// <summary>Lets no more come. Some may come still that were on their way.</summary>
    public async ValueTask PauseAsync(CancellationToken cancellationToken)
    {
        if (_consumer is { } consumer)
        {
            _consumer = null;
            await _channel.BasicCancelAsync(consumer, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a delivery. False where the broker has it back.</summary>
    public async ValueTask<bool> AnswerAsync(Func<IChannel, ValueTask> answer)
    {
        try
        {
            if (IsOver)
            {
                return false;
            }

            await answer(_channel).ConfigureAwait(false);
            return !IsOver;
        }
        catch (Exception)
        {
            // The channel has closed meanwhile.
            return false;
        }
    }

    /// <summary>Nothing comes any more.</summary>
    public void End(string reason) => _over.TrySetResult(reason);

    public async ValueTask DisposeAsync()
    {
        End("it was closed.");
        try
        {
            await _channel.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Its connection is closed most likely.
        }
    }

    private sealed class Consumer(LaneSession session, IChannel channel) : AsyncDefaultBasicConsumer(channel)
    {
        public override Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            // The body is the library's again when this returns.
            session._lane.Arrived(new Delivery(session, deliveryTag, properties, body.ToArray()));
            return Task.CompletedTask;
        }

        // The broker ends a consumer whose queue is deleted, or has lost its leader.
        public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
        {
            session._lane.QueueIsGone();
            session.End("the broker has cancelled the consumer, as it does when its queue is deleted.");
            return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
        }

        public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
        {
            session.End(reason.ReplyText);
            return base.HandleChannelShutdownAsync(channel, reason);
        }
    }
}
