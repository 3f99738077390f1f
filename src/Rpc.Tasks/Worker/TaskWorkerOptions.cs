using Rpc.Dispatch;
using Rpc.Stubs;
using Rpc.Tasks.Client;

namespace Rpc.Tasks.Worker;

/// <summary>What a worker does. Read once, when it starts.</summary>
public sealed class TaskWorkerOptions
{
    private readonly List<KeptHandler> _handlers = [];
    private readonly Dictionary<string, int> _queues = new(StringComparer.Ordinal);

    /// <summary>How many tasks run at a time: 1 to 10,000. Default 16.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>How long the worker counts as living without a heartbeat; then its tasks run elsewhere. How long a task may run has nothing to do with it. Default 30 s, at least 1 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it gives a sign of life. Default 10 s; at most half of <see cref="Lease"/>.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long running tasks have to end when the worker is stopped; what is left then is told to stop and given back, and its attempt does not count. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a task has to end after it was told to stop. Then it counts as stuck: its place is given to another task, and what it ends with is not used. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What people call it. Default the machine's name and the process id.</summary>
    public string Name { get; set; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>What sees each task before and after its handler, as it would see calls.</summary>
    public IList<IRpcServerInterceptor> Interceptors { get; } = [];

    /// <summary>The queues and their weights, in the order in which they were added; <c>default</c> with weight 1 where none was.</summary>
    internal IReadOnlyDictionary<string, int> Queues => _queues.Count == 0 ? new Dictionary<string, int> { [EnqueueOptions.DefaultQueue] = 1 } : _queues;

    internal IReadOnlyList<KeptHandler> Handlers => _handlers;

    /// <summary>Takes tasks of a queue. While several have tasks that wait, a queue's share of what is begun is its weight's share of all weights; a queue alone gets everything.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="weight">Its weight: 1 (default) to 1,000.</param>
    public TaskWorkerOptions Queue(string name, int weight = 1)
    {
        if (TaskRequests.QueueProblem(name) is { } problem)
        {
            throw new ArgumentException(problem + ".", nameof(name));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 1000);
        _queues[name] = weight;
        return this;
    }

    /// <summary>Runs calls of <typeparamref name="TContract"/> on one object, any number at a time.</summary>
    public TaskWorkerOptions Handle<TContract>(TContract target)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(target);
        return HandleWith<TContract>(_ => new ValueTask<KeptCallInstance>(new KeptCallInstance(target)));
    }

    /// <summary>Runs calls of <typeparamref name="TContract"/>, each on an object of its own, which is disposed afterwards.</summary>
    public TaskWorkerOptions Handle<TContract>(Func<CancellationToken, ValueTask<TContract>> factory)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(factory);
        return HandleWith<TContract>(async token =>
        {
            TContract target = await factory(token).ConfigureAwait(false);
            return new KeptCallInstance(target, target switch
            {
                IAsyncDisposable later => later.DisposeAsync,
                IDisposable now => () =>
                {
                    now.Dispose();
                    return default;
                },
                _ => null,
            });
        });
    }

    /// <summary>Runs calls of <typeparamref name="TContract"/> on objects whose ends somebody else sees to, such as a scope of services.</summary>
    public TaskWorkerOptions HandleWith<TContract>(Func<CancellationToken, ValueTask<KeptCallInstance>> instances)
        where TContract : class
    {
        _handlers.Add(new KeptHandler((interceptors, log, limits) => KeptCallRunner.For<TContract>(instances, interceptors, log, limits)));
        return this;
    }

    /// <exception cref="ArgumentException">Something is out of range.</exception>
    internal void Check()
    {
        string? problem = Concurrency is < 1 or > 10_000 ? $"{nameof(Concurrency)} is {Concurrency}, and 1 to 10,000 make sense"
            : Lease < TimeSpan.FromSeconds(1) ? $"{nameof(Lease)} is {Lease}, and one second is the least"
            : Heartbeat <= TimeSpan.Zero || Heartbeat * 2 > Lease ? $"{nameof(Heartbeat)} is {Heartbeat}: more than nothing and at most half of {nameof(Lease)} ({Lease}), so that one that is lost does no harm"
            : DrainTimeout < TimeSpan.Zero || StopTimeout < TimeSpan.Zero ? "times cannot be negative"
            : string.IsNullOrWhiteSpace(Name) ? $"{nameof(Name)} is empty"
            : _handlers.Count == 0 ? "it handles no contract: call Handle<ICalculator>(new Calculator())"
            : null;
        if (problem is not null)
        {
            throw new ArgumentException($"The worker cannot start: {problem}.");
        }
    }
}
