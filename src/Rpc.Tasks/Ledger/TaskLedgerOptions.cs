using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Ledger;

/// <summary>How a <see cref="TaskLedger"/> runs.</summary>
public sealed class TaskLedgerOptions
{
    /// <summary>How long it is remembered that a task has been, after its result was forgotten. Default one day.</summary>
    public TimeSpan Tombstones { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The clock by which it knows for how long it has watched the store. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Batches of the same kind that may be written at a time: 1 (default) where the store writes one after another anyway.</summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>Called after commits with tasks that have become ready, for a broker to deliver. Must not throw; may be called by several threads.</summary>
    public Action<IReadOnlyList<TaskRow>>? BecameReady { get; set; }
}
