namespace Rpc.Tasks.Backends;

/// <summary>What a running task reports.</summary>
public sealed record TaskReport(Guid Id, long Token, byte[] Progress);
