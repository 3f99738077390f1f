namespace Rpc.Comparison.Running;

/// <summary>Which cores the two processes of a run may use.</summary>
/// <remarks>
/// A cross-core wake-up is most of a sequential call, and whether there is one depends on where the scheduler puts the two processes:
/// on an idle virtual machine the same blocking floor ran at 17,000 or at 65,000 calls/s. Pinning takes that luck out of a ratio.
/// </remarks>
internal enum Pinning
{
    /// <summary>The scheduler decides, as it does for users.</summary>
    None,

    /// <summary>Both on core 0: no cross-core wake-ups, so what is left is the work itself.</summary>
    Shared,

    /// <summary>Server on core 0, client on core 1: every wake-up crosses.</summary>
    Split,
}
