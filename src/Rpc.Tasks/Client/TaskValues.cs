using Rpc.Calls;
using Rpc.Stubs;
using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Client;

/// <summary>Results, reports and failures of tasks as values.</summary>
internal static class TaskValues
{
    /// <summary>A value of a type that a contract of the program carries.</summary>
    public static T Read<T>(byte[] bytes) => RpcCodec.Decode<T>(bytes.AsSpan());

    /// <summary>What is thrown where the result of a task without one is awaited.</summary>
    public static Exception Failure(TaskOutcome outcome, MethodDescriptor? method) => outcome.State switch
    {
        RpcTaskState.NotFound => new RpcTaskException(outcome.Id, RpcTaskFailure.NotFound, $"There is no task {outcome.Id}, or it ended so long ago that nothing of it is kept."),
        RpcTaskState.ResultExpired => new RpcTaskException(outcome.Id, RpcTaskFailure.ResultExpired, $"Task {outcome.Id} ({outcome.Kind}) has ended, and its result was kept for as long as its {nameof(EnqueueOptions.ResultTtl)} said."),
        _ when outcome.Error is { Failure: RpcTaskFailure.None, Payload.Length: > 0 } error => KeptCalls.Error(error.Payload, outcome.Kind, method),
        _ => new RpcTaskException(outcome.Id, outcome.Error?.Failure ?? RpcTaskFailure.Cancelled, $"Task {outcome.Id} ({outcome.Kind}) has no result: {outcome.Error?.Message ?? outcome.State.ToString()}"),
    };
}
