namespace Rpc.Comparison.Running;

/// <summary>Why a row is not in the report.</summary>
internal sealed record RunFailure(Cell Cell, string Reason);
