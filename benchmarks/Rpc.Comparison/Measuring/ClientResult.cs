namespace Rpc.Comparison.Measuring;

/// <summary>What a client process reports for its measured section. <see cref="Calls"/> counts items where the workload is a stream.</summary>
internal sealed record ClientResult(
    long Calls,
    double ElapsedMicroseconds,
    double P50Microseconds,
    double P99Microseconds,
    double P999Microseconds,
    double CpuMicroseconds,
    long AllocatedBytes);
