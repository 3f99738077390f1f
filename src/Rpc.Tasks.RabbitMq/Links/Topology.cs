using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace Rpc.Tasks.RabbitMq.Links;

/// <summary>Declares queues, each once in this process until it turns out to be gone. Thread-safe.</summary>
internal sealed class Topology : IDisposable
{
    // What nobody has looked at for this long is dropped from the queue of dead letters.
    private static readonly TimeSpan s_deadFor = TimeSpan.FromDays(14);

    private readonly ConcurrentDictionary<string, bool> _declared = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Declares a queue, and the one of dead letters before it.</summary>
    /// <exception cref="Exception">What the library throws; the broker may have another queue of that name.</exception>
    public async ValueTask EnsureAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        if (_declared.ContainsKey(queue))
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // On a channel of its own, as a refusal closes it.
            IChannel channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                await DeclareAsync(channel, QueueNames.Dead, DeadArguments(), cancellationToken).ConfigureAwait(false);
                await DeclareAsync(channel, queue, Arguments(), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The queue seems to be gone: it is declared again by whoever needs it next.</summary>
    public void Forget(string queue) => _declared.TryRemove(queue, out _);

    public void Dispose() => _turn.Dispose();

    private async ValueTask DeclareAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        if (!_declared.ContainsKey(queue))
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
            _declared[queue] = true;
        }
    }

    // At-least-once dead-lettering wants reject-publish; without a length limit it rejects nothing.
    private static Dictionary<string, object?> Arguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-overflow"] = "reject-publish",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-dead-letter-exchange"] = string.Empty,
        ["x-dead-letter-routing-key"] = QueueNames.Dead,
    };

    private static Dictionary<string, object?> DeadArguments() => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-message-ttl"] = (long)s_deadFor.TotalMilliseconds,
    };
}
