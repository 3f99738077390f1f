using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Backends;

/// <summary>A task that a worker has to run now.</summary>
/// <param name="Id">The task.</param>
/// <param name="Token">Names this attempt.</param>
/// <param name="Attempt">Which one it is: 1 for the first.</param>
/// <param name="Spec">What was asked for.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="IsAlone">Whether nothing else may run beside it.</param>
public sealed record ClaimedTask(Guid Id, long Token, int Attempt, TaskSpec Spec, byte[] Arguments, bool IsAlone);
