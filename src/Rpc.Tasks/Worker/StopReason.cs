namespace Rpc.Tasks.Worker;

/// <summary>Why a running task was told to stop. The first reason stays.</summary>
internal enum StopReason
{
    None = 0,
    TimedOut,
    Cancelled,
    Draining,
    LeaseLost,
}
