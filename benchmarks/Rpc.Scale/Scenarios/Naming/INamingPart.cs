using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>One of the questions of the naming scenario.</summary>
internal interface INamingPart
{
    /// <summary>What it reads, in the order of the table.</summary>
    IReadOnlyList<Measure> Measures { get; }

    /// <summary>Runs once, in fresh processes.</summary>
    /// <returns>A reading for each of <see cref="Measures"/>.</returns>
    Task<Readings> RunAsync(ScaleOptions options, CancellationToken cancellationToken);
}
