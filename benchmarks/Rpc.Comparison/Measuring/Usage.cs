namespace Rpc.Comparison.Measuring;

/// <summary>What this process has used since it started, or (as a difference) in a window.</summary>
/// <param name="CpuMicroseconds">User and kernel time of all threads, µs.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap by all threads.</param>
internal readonly record struct Usage(double CpuMicroseconds, long AllocatedBytes)
{
    /// <summary>
    /// Reads both counters. The CPU time comes from <see cref="Environment.CpuUsage"/>, because
    /// <c>Process.TotalProcessorTime</c> counts in 10 ms ticks on Linux and allocates on the way.
    /// </summary>
    public static Usage Now()
    {
        // Counting allocations precisely stops every thread for a moment, so it comes first: the CPU time is then the fresher one.
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        return new Usage(Environment.CpuUsage.TotalTime.TotalMicroseconds, allocated);
    }

    public Usage Since(Usage start) => new(CpuMicroseconds - start.CpuMicroseconds, AllocatedBytes - start.AllocatedBytes);
}
