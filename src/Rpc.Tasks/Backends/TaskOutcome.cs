using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Backends;

/// <summary>What a task has ended with.</summary>
/// <param name="Id">The task.</param>
/// <param name="State">Succeeded, Failed, Cancelled, ResultExpired or NotFound.</param>
/// <param name="Kind">Its method; empty where nothing is known.</param>
/// <param name="Result">The encoded result of one that has succeeded.</param>
/// <param name="Error">What went wrong otherwise.</param>
public sealed record TaskOutcome(Guid Id, RpcTaskState State, string Kind, byte[]? Result, TaskError? Error);
