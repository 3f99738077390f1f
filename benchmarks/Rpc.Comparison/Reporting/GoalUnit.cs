namespace Rpc.Comparison.Reporting;

/// <summary>What the number of a goal is.</summary>
internal enum GoalUnit
{
    /// <summary>One row divided by another.</summary>
    Ratio,

    /// <summary>Items per second, in millions.</summary>
    MillionItemsPerSecond,

    /// <summary>Bytes allocated per call, client and server together, beyond what a process allocates by itself.</summary>
    BytesPerCall,
}
