namespace Rpc;

/// <summary>What a failed call means for those behind it in its batch.</summary>
public enum BatchMode
{
    /// <summary>They are not run: their outcome is <see cref="RpcOutcome.NotExecuted"/>.</summary>
    StopAtFirstError = 0,

    /// <summary>They run all the same.</summary>
    RunAll = 1,
}
