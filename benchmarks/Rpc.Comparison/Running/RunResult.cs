using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Running;

/// <summary>One run of one row; everything but the rate and the latencies is per call.</summary>
internal sealed record RunResult(
    double CallsPerSecond,
    double P50Microseconds,
    double P99Microseconds,
    double ClientCpuMicroseconds,
    double ServerCpuMicroseconds,
    double ClientAllocatedBytes,
    double ServerAllocatedBytes)
{
    public double CpuMicroseconds => ClientCpuMicroseconds + ServerCpuMicroseconds;

    public static RunResult From(ClientResult client, Usage server) => new(
        client.Calls * 1e6 / client.ElapsedMicroseconds,
        client.P50Microseconds,
        client.P99Microseconds,
        client.CpuMicroseconds / client.Calls,
        server.CpuMicroseconds / client.Calls,
        (double)client.AllocatedBytes / client.Calls,
        (double)server.AllocatedBytes / client.Calls);
}
