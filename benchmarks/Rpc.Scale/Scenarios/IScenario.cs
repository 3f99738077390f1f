using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios;

/// <summary>One question about scale: which processes run, what is read from them, and what is good enough.</summary>
internal interface IScenario
{
    /// <summary>For <c>--only</c> and the table.</summary>
    string Name { get; }

    /// <summary>What a round reads, in the order of the table.</summary>
    IReadOnlyList<Measure> Measures { get; }

    /// <summary>Runs everything once, in fresh processes.</summary>
    /// <returns>A reading for each of <see cref="Measures"/>; others are ignored.</returns>
    Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken);
}
