using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Stubs;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Client;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks;

/// <summary>Background tasks: calls of <c>[Remote]</c> interfaces that are kept by a backend and run by workers. Thread-safe; one per program and backend is enough.</summary>
/// <remarks>
/// <code>
/// await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseSqlite("tasks.db"));
/// TaskHandle&lt;int&gt; sum = await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3));
/// </code>
/// A task runs at least once: a worker that dies may have done its work, or half of it, and another does it again (docs/tasks.md).
/// </remarks>
public sealed partial class RpcTasks : IAsyncDisposable
{
    private readonly TaskRequests _requests;
    private int _disposed;

    internal RpcTasks(ITaskBackend backend, RpcTasksBuilder options)
    {
        Backend = backend;
        Clock = options.TimeProvider;
        LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance;
        MaxTaskBytes = options.MaxTaskBytes;
        Waiter = new ResultWaiter(backend, Clock, LoggerFactory.CreateLogger("Rpc.Tasks"));
        _requests = new TaskRequests(MaxTaskBytes);
        Schedules = new TaskSchedules(this, _requests);
    }

    /// <summary>The schedules: tasks that are enqueued again and again.</summary>
    public TaskSchedules Schedules { get; }

    /// <summary>The backend, for tools; programs need it rarely.</summary>
    public ITaskBackend Backend { get; }

    internal ResultWaiter Waiter { get; }

    internal TimeProvider Clock { get; }

    internal ILoggerFactory LoggerFactory { get; }

    internal int MaxTaskBytes { get; }

    /// <summary>Opens a backend: <c>t => t.UseSqlite("tasks.db")</c>.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="configure"/> chooses none.</exception>
    /// <exception cref="RpcException">The backend cannot be used; the message says why.</exception>
    public static ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new RpcTasksBuilder();
        configure(builder);
        return OpenAsync(builder, cancellationToken);
    }

    /// <summary>Opens what a builder has chosen.</summary>
    internal static async ValueTask<RpcTasks> OpenAsync(RpcTasksBuilder builder, CancellationToken cancellationToken = default) =>
        new(await builder.OpenAsync(cancellationToken).ConfigureAwait(false), builder);

    /// <summary>Enqueues a call without a result.</summary>
    /// <inheritdoc cref="EnqueueAsync{TResult}"/>
    public ValueTask<TaskHandle> EnqueueAsync(RemoteCall call, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        TransactionFlow.Enter(options?.Transaction);
        return EnqueueOneAsync(call, options ?? TaskRequests.Default, cancellationToken);
    }

    /// <summary>Enqueues a call. When this returns, the task is durable: it will run, whatever becomes of this program.</summary>
    /// <param name="call">The call, as a generated factory makes it: <c>CalculatorCalls.Add(2, 3)</c>.</param>
    /// <param name="options">Queue, delay, retries, keys, and so on.</param>
    /// <param name="cancellationToken">Stops waiting: the task may have been enqueued or not.</param>
    /// <returns>A handle to await for the result.</returns>
    /// <exception cref="ArgumentException">The options contradict each other or are out of range, or the arguments are too long.</exception>
    /// <exception cref="RpcException">The task was refused, or the backend cannot be reached (<see cref="RpcException.Outcome"/> says whether the task may exist).</exception>
    public ValueTask<TaskHandle<TResult>> EnqueueAsync<TResult>(RemoteCall<TResult> call, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        TransactionFlow.Enter(options?.Transaction);
        return EnqueueOneAsync(call, options ?? TaskRequests.Default, cancellationToken);
    }

    /// <summary>Enqueues many calls together: all or none, in one transaction.</summary>
    /// <inheritdoc cref="EnqueueAsync{TResult}" path="/exception"/>
    public ValueTask<TaskBatch<TResult>> EnqueueManyAsync<TResult>(IEnumerable<RemoteCall<TResult>> calls, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        TransactionFlow.Enter(options?.Transaction);
        return EnqueueAllAsync([.. calls], options ?? TaskRequests.Default, cancellationToken);
    }

    /// <summary>Enqueues many calls of any methods together: all or none, in one transaction.</summary>
    /// <inheritdoc cref="EnqueueAsync{TResult}" path="/exception"/>
    public ValueTask<TaskBatch> EnqueueManyAsync(IEnumerable<RemoteCall> calls, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        TransactionFlow.Enter(options?.Transaction);
        return EnqueueAllAsync([.. calls], options ?? TaskRequests.Default, cancellationToken);
    }

    /// <summary>A handle for a task that was enqueued before, by any program.</summary>
    public TaskHandle GetHandle(Guid id) => new(this, id, method: null);

    /// <summary>A handle for a task with a result. An exception that only its contract lists comes back as <see cref="RpcException"/>; <see cref="GetHandle{TContract, TResult}"/> knows it.</summary>
    public TaskHandle<TResult> GetHandle<TResult>(Guid id) => new(this, id, method: null, codec: null);

    /// <summary>A handle for a task that called a method of <typeparamref name="TContract"/>: exceptions that the contract lists come back as themselves.</summary>
    public TaskHandle<TResult> GetHandle<TContract, TResult>(Guid id)
        where TContract : class => new(this, id, TaskRequests.AnyOf(ContractRegistry.Get<TContract>().Descriptor), codec: null);

    /// <summary>Tasks by what they are like, the last enqueued first.</summary>
    public ValueTask<IReadOnlyList<RpcTaskInfo>> ListAsync(TaskFilter? filter = null, CancellationToken cancellationToken = default) => Kept().ListAsync(filter ?? new TaskFilter(), cancellationToken);

    /// <summary>How many tasks there are, by queue and state, and the workers that live.</summary>
    public ValueTask<TaskOverview> OverviewAsync(CancellationToken cancellationToken = default) => Kept().OverviewAsync(cancellationToken);

    /// <summary>Lets a task begin again that has failed or was cancelled: a dead letter. False when there is none of that id, or it is in another state.</summary>
    public ValueTask<bool> RetryAsync(Guid id, CancellationToken cancellationToken = default) => Kept().RetryAsync(id, cancellationToken);

    /// <summary>Removes tasks that have ended before their time. Without states in the filter, of all states; tasks that wait or run stay.</summary>
    /// <returns>How many.</returns>
    public ValueTask<int> PurgeAsync(TaskFilter filter, CancellationToken cancellationToken = default) => Kept().PurgeAsync(filter, cancellationToken);

    /// <summary>Starts to work: takes tasks and runs them until the worker is disposed.</summary>
    /// <exception cref="ArgumentException">The options are out of range, or no contract is handled.</exception>
    public ValueTask<TaskWorker> StartWorkerAsync(Action<TaskWorkerOptions> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TaskWorkerOptions();
        configure(options);
        return TaskWorker.StartAsync(this, options, cancellationToken);
    }

    /// <summary>Closes the backend. Workers are disposed before. Tasks go on elsewhere; who awaits one here gets an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Waiter.Dispose();
            await Backend.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The backend, where it keeps states and results.</summary>
    internal ITaskBackend Kept()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return (Backend.Traits & TaskBackendTraits.Results) != 0
            ? Backend
            : throw new InvalidOperationException($"{Backend.Name} keeps no states and no results: a task that was enqueued there has an id, and nothing else can be asked. Give it a store, such as UseRabbitMq(uri, results: t => t.UsePostgres(...)).");
    }

    internal async ValueTask<IReadOnlyList<EnqueueAnswer>> SendAsync(EnqueueRequest request, EnqueueOptions options, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        IReadOnlyList<EnqueueAnswer> answers = await Backend.EnqueueAsync(request, options.Transaction, cancellationToken).ConfigureAwait(false);
        TaskMetrics.Enqueued(request.Tasks);
        if (options.Transaction is null)
        {
            _requests.Stored(request);
        }

        return answers;
    }

    private async ValueTask<TaskHandle> EnqueueOneAsync(RemoteCall call, EnqueueOptions options, CancellationToken cancellationToken)
    {
        EnqueueAnswer answer = (await SendAsync([call], options, cancellationToken).ConfigureAwait(false))[0];
        return new TaskHandle(this, answer.Id, call.Method, answer.IsNew, Uncommitted(options));
    }

    private async ValueTask<TaskHandle<TResult>> EnqueueOneAsync<TResult>(RemoteCall<TResult> call, EnqueueOptions options, CancellationToken cancellationToken)
    {
        EnqueueAnswer answer = (await SendAsync([call], options, cancellationToken).ConfigureAwait(false))[0];
        return new TaskHandle<TResult>(this, answer.Id, call.Method, KeptCalls.ResultCodecOf(call), answer.IsNew, Uncommitted(options));
    }

    private async ValueTask<TaskBatch<TResult>> EnqueueAllAsync<TResult>(RemoteCall<TResult>[] all, EnqueueOptions options, CancellationToken cancellationToken)
    {
        if (all.Length == 0)
        {
            return new TaskBatch<TResult>([]);
        }

        IReadOnlyList<EnqueueAnswer> answers = await SendAsync(all, options, cancellationToken).ConfigureAwait(false);
        return new TaskBatch<TResult>([.. answers.Select((answer, i) => new TaskHandle<TResult>(this, answer.Id, all[i].Method, KeptCalls.ResultCodecOf(all[i]), answer.IsNew, Uncommitted(options)))]);
    }

    private async ValueTask<TaskBatch> EnqueueAllAsync(RemoteCall[] all, EnqueueOptions options, CancellationToken cancellationToken)
    {
        if (all.Length == 0)
        {
            return new TaskBatch([]);
        }

        IReadOnlyList<EnqueueAnswer> answers = await SendAsync(all, options, cancellationToken).ConfigureAwait(false);
        return new TaskBatch([.. answers.Select((answer, i) => new TaskHandle(this, answer.Id, all[i].Method, answer.IsNew, Uncommitted(options)))]);
    }

    private async ValueTask<IReadOnlyList<EnqueueAnswer>> SendAsync(RemoteCall[] calls, EnqueueOptions options, CancellationToken cancellationToken)
    {
        using TaskTrace trace = TaskTrace.Enqueue(calls[0], calls.Length);
        return await SendAsync(_requests.Of(calls, options, trace.Parent), options, cancellationToken).ConfigureAwait(false);
    }

    // Until the caller's transaction is over, nobody else sees the task.
    private static Func<bool>? Uncommitted(EnqueueOptions options) => options.Transaction is { } transaction ? () => TransactionFlow.IsOpen(transaction) : null;
}
