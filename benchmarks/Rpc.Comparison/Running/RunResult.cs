using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Running;

/// <summary>One run of one row; CPU and bytes are per call.</summary>
internal sealed record RunResult(
    long Calls,
    double CallsPerSecond,
    double P50Microseconds,
    double P99Microseconds,
    double P999Microseconds,
    double ClientCpuMicroseconds,
    double ServerCpuMicroseconds,
    double ClientAllocatedBytes,
    double ServerAllocatedBytes)
{
    public double CpuMicroseconds => ClientCpuMicroseconds + ServerCpuMicroseconds;

    public double AllocatedBytes => ClientAllocatedBytes + ServerAllocatedBytes;

    public static RunResult From(ClientResult client, Usage server) => client.Calls <= 0
        ? throw new InvalidOperationException("The client finished no call in its measured section.")
        : new RunResult(
            client.Calls,
            client.Calls * 1e6 / client.ElapsedMicroseconds,
            client.P50Microseconds,
            client.P99Microseconds,
            client.P999Microseconds,
            client.CpuMicroseconds / client.Calls,
            server.CpuMicroseconds / client.Calls,
            (double)client.AllocatedBytes / client.Calls,
            (double)server.AllocatedBytes / client.Calls);
}
