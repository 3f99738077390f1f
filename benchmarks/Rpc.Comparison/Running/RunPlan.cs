namespace Rpc.Comparison.Running;

/// <summary>How long each run lasts and how often it is repeated.</summary>
/// <param name="Rounds">Each round runs every row once, so that a slow minute of the machine hits all rows alike.</param>
/// <param name="Warmup">Per run and process; the JIT compiles a hot loop for the second time within the first second.</param>
/// <param name="Duration">The measured section of each run.</param>
/// <param name="Pinning">Where the processes run.</param>
/// <param name="Budget">No further round begins when it would end after this.</param>
internal sealed record RunPlan(int Rounds, TimeSpan Warmup, TimeSpan Duration, Pinning Pinning, TimeSpan Budget)
{
    public static RunPlan Full(Pinning pinning) => new(5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), pinning, TimeSpan.MaxValue);

    /// <summary>
    /// Shares 38 s among three rounds of all rows; the rest of the promised minute is for the build and for a busy machine.
    /// Starting two processes takes about a quarter of a second of each run's share; two thirds of what is left warm up.
    /// </summary>
    public static RunPlan Quick(Pinning pinning, int rows)
    {
        const int rounds = 3;
        double share = Math.Clamp((38.0 / (rounds * rows)) - 0.25, 0.6, 2.6);
        return new RunPlan(rounds, TimeSpan.FromSeconds(share * 0.67), TimeSpan.FromSeconds(share * 0.33), pinning, TimeSpan.FromSeconds(46));
    }
}
