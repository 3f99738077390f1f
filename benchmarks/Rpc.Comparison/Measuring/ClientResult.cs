namespace Rpc.Comparison.Measuring;

/// <summary>What a client process reports for its measured section.</summary>
internal sealed record ClientResult(
    long Calls,
    double ElapsedMicroseconds,
    double P50Microseconds,
    double P99Microseconds,
    double CpuMicroseconds,
    long AllocatedBytes);
