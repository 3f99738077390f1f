using System.Collections.Concurrent;
using Rpc.Calls;
using Rpc.Stubs;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Client;

/// <summary>Makes requests of calls and options. Thread-safe.</summary>
/// <param name="mostBytes">How long the arguments of one task may be.</param>
internal sealed class TaskRequests(int mostBytes)
{
    private const int MostKey = 200;
    private const int MostQueue = 100;

    /// <summary>For who has no wishes.</summary>
    public static readonly EnqueueOptions Default = new();

    private readonly ConcurrentDictionary<string, bool> _stored = new(StringComparer.Ordinal);

    /// <summary>A request for calls, all with the same options.</summary>
    public EnqueueRequest Of(IReadOnlyList<RemoteCall> calls, EnqueueOptions options, string? trace)
    {
        if (calls.Count > 1 && (options.IdempotencyKey ?? options.UniqueKey) is { } key)
        {
            throw new ArgumentException($"{calls.Count} tasks cannot have one key, '{key}': enqueue each with its own.", nameof(options));
        }

        Check(options);
        return new EnqueueRequest([.. calls.Select(call => Task(call, options, trace))], [], ShapesFor(calls));
    }

    /// <summary>A task that makes a call.</summary>
    public NewTask Task(RemoteCall call, EnqueueOptions options, string? trace) =>
        new(TaskIds.New(), Spec(call, options) with { TraceParent = trace }, Arguments(call), options.Delay, options.DueAt?.ToUniversalTime());

    /// <summary>A request for the tasks of a graph.</summary>
    public EnqueueRequest Of(IReadOnlyList<TaskNode> nodes, string? trace) => new(
        [.. nodes.Select(node => new NewTask(
            node.Id,
            Spec(node.Call, node.Options) with { TraceParent = trace, Needs = node.Inputs.Count, IsNeeded = node.IsNeeded },
            Bounded(node.Call, node.Arguments),
            node.Options.Delay,
            node.Options.DueAt?.ToUniversalTime()))],
        [.. nodes.SelectMany(static node => node.Inputs.Select(input => new TaskNeed(node.Id, input.Place, input.Order, input.Node.Id, input.Offset)))],
        ShapesFor(nodes.Select(static node => node.Call)));

    /// <summary>What is asked for.</summary>
    public static TaskSpec Spec(RemoteCall call, EnqueueOptions options) =>
        new(KeptCalls.KindOf(call.Method), call.Contract.Fingerprint, options.Queue, options.Priority, options.Retry ?? PolicyOf(call.Method), options.Timeout, options.ResultTtl)
        {
            IdempotencyKey = options.IdempotencyKey,
            UniqueKey = options.UniqueKey,
            ExpiresAfter = options.ExpiresAfter,
            FailureTtl = options.FailureTtl,
        };

    /// <summary>The encoded arguments.</summary>
    /// <exception cref="ArgumentException">They are too long.</exception>
    public byte[] Arguments(RemoteCall call) => Bounded(call, KeptCalls.ArgumentsOf(call));

    /// <summary>The shapes of contracts that may not be stored yet.</summary>
    public IReadOnlyList<ContractShapes> ShapesFor(IEnumerable<RemoteCall> calls) =>
        [.. calls.Select(static call => call.Contract).Distinct().Where(contract => !_stored.ContainsKey(contract.Fingerprint)).Select(static contract => new ContractShapes(contract.Fingerprint, KeptCalls.ShapesOf(contract)))];

    /// <summary>A request has been committed.</summary>
    public void Stored(EnqueueRequest request)
    {
        foreach (ContractShapes shapes in request.Shapes)
        {
            _stored.TryAdd(shapes.Fingerprint, true);
        }
    }

    /// <exception cref="ArgumentException">The options contradict each other, or are out of range.</exception>
    public static void Check(EnqueueOptions options)
    {
        string? problem = QueueProblem(options.Queue)
            ?? (options.Delay < TimeSpan.Zero || options.ExpiresAfter < TimeSpan.Zero || options.Timeout < TimeSpan.Zero || options.ResultTtl < TimeSpan.Zero || options.FailureTtl < TimeSpan.Zero ? "times cannot be negative" : null)
            ?? (options.Delay > TimeSpan.Zero && options.DueAt is not null ? $"{nameof(options.Delay)} and {nameof(options.DueAt)} exclude each other" : null)
            ?? (options.IdempotencyKey is not null && options.UniqueKey is not null ? $"{nameof(options.IdempotencyKey)} and {nameof(options.UniqueKey)} exclude each other" : null)
            ?? KeyProblem(options.IdempotencyKey) ?? KeyProblem(options.UniqueKey)
            ?? (Enum.IsDefined(options.Priority) ? null : $"{options.Priority} is no priority")
            ?? (options.Retry?.Problem() is { } policy ? $"{nameof(options.Retry)}: {policy}" : null);
        if (problem is not null)
        {
            throw new ArgumentException($"The task cannot be enqueued: {problem}.", nameof(options));
        }
    }

    /// <summary>What is wrong with the name of a queue; null for nothing.</summary>
    public static string? QueueProblem(string queue) =>
        queue.Length is 0 or > MostQueue || !queue.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? $"'{queue}' is no name of a queue, which has 1 to {MostQueue} letters, digits, '-', '_' and '.'"
            : null;

    /// <summary>A method that stands for all of a contract where exceptions are read: with the listed ones of them all.</summary>
    public static MethodDescriptor AnyOf(ContractDescriptor contract) =>
        new("*", "*", "", MethodTraits.None, []) { Throws = [.. contract.Methods.SelectMany(static method => method.Throws).DistinctBy(static listed => listed.Name)] };

    private static string? KeyProblem(string? key) => key is { Length: 0 or > MostKey } ? $"a key has 1 to {MostKey} characters, and '{key}' has {key.Length}" : null;

    private static RetryPolicy PolicyOf(MethodDescriptor method) => method.TaskRetry is not { } rule ? RetryPolicy.None : new RetryPolicy
    {
        MaxRetries = rule.Retries,
        FirstDelay = TimeSpan.FromSeconds(rule.FirstDelaySeconds),
        Factor = rule.Factor,
        MaxDelay = TimeSpan.FromSeconds(rule.MaxDelaySeconds),
        NotAfter = rule.NotAfter,
    };

    private byte[] Bounded(RemoteCall call, byte[] arguments) => arguments.Length <= mostBytes
        ? arguments
        : throw new ArgumentException($"The arguments of {call} have {arguments.Length} bytes, and {nameof(RpcTasksBuilder)}.{nameof(RpcTasksBuilder.MaxTaskBytes)} is {mostBytes}. Keep what is large elsewhere, and pass where it is.", nameof(call));
}
