namespace Rpc.Tasks.Stores;

/// <summary>By what rows are found in memory, other than by their ids.</summary>
internal enum MemoryOrder
{
    /// <summary>All, by the time when they were enqueued.</summary>
    Enqueued,

    /// <summary>Ready ones that may share a worker, by queue; then by priority and time.</summary>
    Ready,

    /// <summary>Ready ones that have to run alone, likewise.</summary>
    Quarantined,

    /// <summary>Scheduled ones, by the time when they are due.</summary>
    Scheduled,

    /// <summary>Running ones, by worker.</summary>
    Running,

    /// <summary>Parked ones, by kind.</summary>
    Parked,

    /// <summary>Those that have not begun and expire, by that time.</summary>
    Expiring,

    /// <summary>Those that have ended, by the time until which they are kept.</summary>
    Ended,
}
