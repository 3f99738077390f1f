namespace Rpc.Tasks.Backends;

/// <summary>What it finds.</summary>
/// <param name="HasReady">Whether there is something to claim.</param>
/// <param name="Wait">How long nothing else is due, as far as is known.</param>
public sealed record TendAnswer(bool HasReady, TimeSpan Wait);
