namespace Rpc.Tasks.RabbitMq;

/// <summary>How tasks travel over RabbitMQ. Set before <see cref="RpcTasks.OpenAsync(Action{RpcTasksBuilder}, CancellationToken)"/>, and not changed afterwards.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>How long an enqueue may wait for the broker to confirm before it is refused: 100 ms or more, default 10 s. A broker that is restarting or short of memory has this long.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long opening a connection may take, its greeting included: 1 s or more, default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The heartbeat of connections: one that is silent for twice as long is replaced. 1 s to 60 s, default 5 s.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Deliveries of one queue and priority that a worker holds before it claims them: 1 to 2,000; 0 (default) for four times its concurrency, and 100 at least. What a full worker holds goes back after a second.</summary>
    public int Prefetch { get; set; }

    /// <summary>With a store: how long a ready task may be without word at the broker before it is published again. 1 s or more, default 5 s.</summary>
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Without a store: the broker's <c>consumer_timeout</c>, after which it takes a delivery back from whoever runs it. A task whose <see cref="EnqueueOptions.Timeout"/> is longer is refused. Default 30 min, as the broker's.</summary>
    public TimeSpan ConsumerTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Without a store: how many bytes a message may have, which is refused before it is sent; the broker's <c>max_message_size</c>. Default 128 MiB, as the broker's.</summary>
    public int MaxMessageBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Without a store: how often a task may be delivered without an end before it goes to the dead letters. A worker that dies gives back everything that it held, and so does a broker that restarts. 2 or more, default 20.</summary>
    public int MaxDeliveries { get; set; } = 20;

    /// <exception cref="ArgumentException">Something is out of range.</exception>
    internal void Check()
    {
        string? problem = PublishTimeout < TimeSpan.FromMilliseconds(100) ? $"{nameof(PublishTimeout)} is {PublishTimeout}, and 100 ms is the least"
            : ConnectTimeout < TimeSpan.FromSeconds(1) ? $"{nameof(ConnectTimeout)} is {ConnectTimeout}, and one second is the least"
            : Heartbeat < TimeSpan.FromSeconds(1) || Heartbeat > TimeSpan.FromSeconds(60) ? $"{nameof(Heartbeat)} is {Heartbeat}, and 1 s to 60 s make sense"
            : Prefetch is < 0 or > 2000 ? $"{nameof(Prefetch)} is {Prefetch}, and 0 (as many as fit the worker's concurrency) to 2,000 make sense"
            : RepublishAfter < TimeSpan.FromSeconds(1) ? $"{nameof(RepublishAfter)} is {RepublishAfter}, and one second is the least"
            : ConsumerTimeout <= TimeSpan.Zero ? $"{nameof(ConsumerTimeout)} is {ConsumerTimeout}, and has to be what the broker's consumer_timeout is"
            : MaxMessageBytes < 1024 ? $"{nameof(MaxMessageBytes)} is {MaxMessageBytes}, and 1,024 is the least"
            : MaxDeliveries < 2 ? $"{nameof(MaxDeliveries)} is {MaxDeliveries}, and 2 is the least"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException($"RabbitMQ cannot be used: {problem}.");
        }
    }
}
