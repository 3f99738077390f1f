using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Stubs;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Diagnostics;
using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Worker;

/// <summary>Runs one attempt: its handler, its timeout, and what becomes of it.</summary>
internal sealed class AttemptRun(RunningTask running, HandlerTable handlers, ContractShapesCache shapes, ITaskBackend backend, TimeProvider clock, ILogger log)
{
    private ClaimedTask Task => running.Task;

    /// <summary>Runs the handler to its end. Never throws.</summary>
    /// <returns>How it ended, as far as that is the task's affair; null where it is not any more.</returns>
    public async Task<TaskSettlement?> RunAsync()
    {
        using ITimer? timeout = Task.Spec.Timeout > TimeSpan.Zero
            ? clock.CreateTimer(static running => ((RunningTask)running!).Stop(StopReason.TimedOut), running, Task.Spec.Timeout, System.Threading.Timeout.InfiniteTimeSpan)
            : null;
        try
        {
            return handlers.TryFind(Task.Spec.Kind, out KeptCallRunner runner, out MethodDescriptor method)
                ? await RunAsync(runner, method).ConfigureAwait(false)
                : new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Released);
        }
        catch (Exception exception)
        {
            return Failed(new TaskError(RpcTaskFailure.None, $"It could not be run: {exception.Message}", []), exception);
        }
    }

    /// <summary>What is told of a task that was stopped for a reason and has not ended by itself.</summary>
    public TaskSettlement? Stopped() => running.Reason switch
    {
        StopReason.TimedOut => new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Failed, Error: new TaskError(RpcTaskFailure.TimedOut, $"It ran longer than its timeout of {Task.Spec.Timeout}.", []), MayRetry: true),
        StopReason.Cancelled => new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Cancelled),
        StopReason.Draining => new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Released),
        _ => null,
    };

    private async Task<TaskSettlement?> RunAsync(KeptCallRunner runner, MethodDescriptor method)
    {
        PeerShapes? written = null;
        if (Task.Spec.Fingerprint != method.Contract.Fingerprint)
        {
            written = await shapes.GetAsync(Task.Spec.Fingerprint).ConfigureAwait(false);
        }

        var call = new KeptCall(method, Task.Arguments, written)
        {
            Reports = value => running.Report(value.ToArray()),
            Around = SurroundAsync,
        };
        KeptCallResult result = await runner.RunAsync(call, running.Token).ConfigureAwait(false);
        return Settlement(result);
    }

    // Inside the handler's own execution context: what is set here follows it and nobody else.
    private async ValueTask SurroundAsync(Func<ValueTask> handler)
    {
        TaskContext.Current = new TaskContext(running, backend);
        using TaskTrace trace = TaskTrace.Run(Task);
        try
        {
            await handler().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            trace.Fail(exception.GetType().FullName!, exception.Message);
            throw;
        }
    }

    private TaskSettlement? Settlement(KeptCallResult result)
    {
        if (running.Reason == StopReason.LeaseLost)
        {
            return null;
        }

        switch (result.Ending)
        {
            case KeptCallEnding.Result:
                return new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Succeeded, result.Payload);
            case KeptCallEnding.NotEntered:
                return new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Undecodable, Error: new TaskError(RpcTaskFailure.Undecodable, result.Failure!.Message, []));
            default:
                Exception failure = result.Failure ?? new InvalidOperationException("It gave no answer.");
                return failure is OperationCanceledException && Stopped() is { } stopped ? stopped : Failed(new TaskError(RpcTaskFailure.None, $"{failure.GetType().FullName}: {failure.Message}", result.Payload), failure);
        }
    }

    private TaskSettlement Failed(TaskError error, Exception exception)
    {
        TaskLog.AttemptFailed(log, log.IsEnabled(LogLevel.Debug) ? exception : null, Task.Attempt, Task.Id, Task.Spec.Kind, error.Message);
        return new TaskSettlement(Task.Id, Task.Token, TaskSettlementKind.Failed, Error: error, MayRetry: Task.Spec.Retry.Covers(exception));
    }
}
