namespace Rpc.Comparison.Reporting;

/// <summary>What a run says about a goal.</summary>
internal enum Verdict
{
    /// <summary>A row that it needs was not run or failed.</summary>
    NotRun,

    /// <summary>Reached, by more than the spread.</summary>
    Met,

    /// <summary>Not reached, by more than the spread.</summary>
    Missed,

    /// <summary>The difference to what is wanted is smaller than the spread.</summary>
    Equal,
}
