namespace Rpc.Tasks.Worker;

/// <summary>Whether a worker works.</summary>
/// <param name="IsHealthy">Whether it does, as far as it knows.</param>
/// <param name="Problem">What keeps it from it, as a sentence; null for nothing.</param>
/// <param name="SilentFor">How long ago its backend last answered.</param>
/// <param name="Running">Tasks that run.</param>
/// <param name="Stuck">Tasks that do not stop though they were told to.</param>
public sealed record TaskWorkerHealth(bool IsHealthy, string? Problem, TimeSpan SilentFor, int Running, int Stuck);
