namespace Rpc.Tasks.Engine;

/// <summary>Why a task failed.</summary>
/// <param name="Failure">The kind; <see cref="RpcTaskFailure.None"/> for an exception of its method.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Payload">The exception as it travels in calls (docs/protocol.md, Error), to be thrown again where the result is awaited; empty for none.</param>
public sealed record TaskError(RpcTaskFailure Failure, string Message, byte[] Payload);
