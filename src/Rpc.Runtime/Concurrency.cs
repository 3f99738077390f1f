namespace Rpc;

/// <summary>Whether an object runs several calls at the same time.</summary>
public enum Concurrency
{
    /// <summary>Calls run as they come: the object does its own locking.</summary>
    Parallel,

    /// <summary>
    /// One call at a time, in the order in which they came; a stream counts until it ends. A call that belongs to the chain of the one that runs, because the object has called out and is called back, is let in.
    /// Calls that wait count as running handlers.
    /// </summary>
    Serial,
}
