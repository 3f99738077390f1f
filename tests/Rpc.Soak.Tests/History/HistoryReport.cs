namespace Rpc.Soak.Tests;

/// <summary>What the checker found.</summary>
/// <param name="Calls">Calls in the history.</param>
/// <param name="Answered">Those of them that their callers have a reply to.</param>
/// <param name="Violations">Broken promises.</param>
internal sealed record HistoryReport(int Calls, int Answered, IReadOnlyList<Violation> Violations);
