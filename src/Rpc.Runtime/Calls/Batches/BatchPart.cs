namespace Rpc.Calls;

/// <summary>What an entry of a batch's answer is (docs/protocol.md, "Batches").</summary>
internal enum BatchPart : byte
{
    /// <summary>The call's result; empty for a one-way call and for a method without one.</summary>
    Result = 0,

    /// <summary>An error, as in an Error frame.</summary>
    Error = 1,

    /// <summary>The call was not run, because one before it failed or the batch was cancelled.</summary>
    NotRun = 2,
}
