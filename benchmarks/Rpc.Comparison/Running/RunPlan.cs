namespace Rpc.Comparison.Running;

/// <summary>How long each run lasts and how often it is repeated.</summary>
/// <param name="Rounds">Each round runs every row once, so that a slow minute of the machine hits all rows alike.</param>
/// <param name="Warmup">Per run and process; the JIT compiles a hot loop for the second time within the first second.</param>
/// <param name="Duration">The measured section of each run.</param>
/// <param name="Budget">No further round begins when it would end after this.</param>
internal sealed record RunPlan(int Rounds, TimeSpan Warmup, TimeSpan Duration, TimeSpan Budget)
{
    /// <summary>Calls per second of the paced workload unless told otherwise: half of what a blocking socket does on a small machine.</summary>
    public const int DefaultRate = 10_000;

    /// <summary>Where the processes run.</summary>
    public Pinning Pinning { get; init; }

    /// <summary>Calls per second of the paced workload.</summary>
    public int Rate { get; init; } = DefaultRate;

    public static RunPlan Full { get; } = new(5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.MaxValue);

    /// <summary>
    /// Shares 42 s among three rounds of all rows; the rest of the promised minute is for the build and for a busy machine.
    /// Starting two processes takes about 0.4 s of each run's share; three fifths of what is left warm up.
    /// </summary>
    public static RunPlan Quick(int rows)
    {
        const int rounds = 3;
        double share = Math.Clamp((42.0 / (rounds * rows)) - 0.4, 0.5, 2.6);
        return new RunPlan(rounds, TimeSpan.FromSeconds(share * 0.6), TimeSpan.FromSeconds(share * 0.4), TimeSpan.FromSeconds(48));
    }

    /// <summary>The same plan with a measured section of this length and a warm-up that fits it.</summary>
    public RunPlan WithDuration(double seconds) =>
        this with { Duration = TimeSpan.FromSeconds(seconds), Warmup = TimeSpan.FromSeconds(Math.Min(2, seconds * 2 / 3)) };
}
