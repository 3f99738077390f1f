namespace Rpc;

/// <summary>The one question a caller has after a failure: did it run?</summary>
public enum RpcOutcome
{
    /// <summary>It certainly did not run: repeating the call is safe.</summary>
    NotExecuted = 0,

    /// <summary>It may have run, wholly or in part: repeat only what is idempotent.</summary>
    MaybeExecuted = 1,

    /// <summary>It ran to its end, and this failure is its result.</summary>
    Completed = 2,
}
