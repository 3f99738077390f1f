using Rpc.Tasks.Backends;

namespace Rpc.Tasks.RabbitMq.Storeless;

/// <summary>What a broker alone cannot do.</summary>
internal static class StorelessRules
{
    private const string Store = "Give RabbitMQ a store for that: UseRabbitMq(uri, results: t => t.UseSqlite(path)).";

    /// <exception cref="RpcException">The task needs a store.</exception>
    public static void Check(NewTask task, RabbitMqOptions options)
    {
        string? problem = task.Delay > TimeSpan.Zero || task.DueAt is not null ? $"has no delays or due times. {Store}"
            : task.Spec.IdempotencyKey is not null || task.Spec.UniqueKey is not null ? $"knows no keys. {Store}"
            : task.Spec.Needs > 0 || task.Spec.IsNeeded ? $"keeps no results that other tasks could need. {Store}"
            : task.Spec.Retry is { MaxRetries: > 0, FirstDelay.Ticks: > 0 } ? $"cannot wait before it tries again. Use RetryPolicy.Fixed({task.Spec.Retry.MaxRetries}, TimeSpan.Zero), or a store: UseRabbitMq(uri, results: t => t.UseSqlite(path))."
            : task.Spec.Timeout > options.ConsumerTimeout ? $"takes a task back after {options.ConsumerTimeout} (its consumer_timeout), and this one may run for {task.Spec.Timeout}. Shorten its Timeout, raise consumer_timeout at the broker and {nameof(RabbitMqOptions)}.{nameof(RabbitMqOptions.ConsumerTimeout)}, or use a store."
            : null;
        if (problem is not null)
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"The task was not enqueued: RabbitMQ without a store {problem}");
        }
    }

    /// <summary>What is said of everything else that needs a store.</summary>
    public static RpcException NeedsStore(string what) => new(RpcStatus.FailedPrecondition, $"RabbitMQ without a store has no {what}. {Store}");
}
