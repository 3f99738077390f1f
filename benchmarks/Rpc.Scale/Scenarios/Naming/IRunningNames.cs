using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>A name server's process. Disposing ends it and removes what it kept.</summary>
internal interface IRunningNames : IDisposable
{
    /// <summary>Runs a client of its own, warm-up and window.</summary>
    /// <returns><c>rate</c> (1/s), <c>p50</c> and <c>p99</c> (µs).</returns>
    Task<Readings> RunAsync(NamesWorkload workload, CancellationToken cancellationToken);
}
