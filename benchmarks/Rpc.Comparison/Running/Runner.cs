using System.Diagnostics;

namespace Rpc.Comparison.Running;

/// <summary>Runs the rows in alternated rounds. A row that fails once is left out of all that follows.</summary>
internal sealed class Runner(RunPlan plan, Func<Cell, CancellationToken, Task<RunResult>> runOnce, IRunProgress progress)
{
    public async Task<RunLog> RunAsync(IReadOnlyList<Cell> cells, CancellationToken cancellationToken)
    {
        OrderedDictionary<Cell, List<RunResult>> results = new(cells.Select(cell => KeyValuePair.Create(cell, new List<RunResult>())));
        List<RunFailure> failures = [];
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan longestRound = TimeSpan.Zero;
        for (int round = 1; round <= plan.Rounds; round++)
        {
            TimeSpan begun = clock.Elapsed;
            if (longestRound > plan.Budget - begun)
            {
                progress.Say($"out of time after {round - 1} of {plan.Rounds} rounds");
                break;
            }

            progress.RoundBegins(round, plan.Rounds);
            foreach (Cell cell in cells.Where(results.ContainsKey).ToList())
            {
                progress.RunBegins(cell);
                try
                {
                    results[cell].Add(await runOnce(cell, cancellationToken));
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // A program that is not installed, a process that ended or did not answer, a wrong answer.
                    results.Remove(cell);
                    failures.Add(new RunFailure(cell, error.Message));
                    progress.Say($"{cell} is left out: {error.Message}");
                }

                progress.RunEnded();
            }

            longestRound = TimeSpan.FromTicks(Math.Max(longestRound.Ticks, (clock.Elapsed - begun).Ticks));
        }

        return RunLog.From(results, failures);
    }
}
