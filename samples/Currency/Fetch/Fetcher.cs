using System.Diagnostics;
using Currency.Contract;
using Samples;
using Spectre.Console;

namespace Currency.Fetch;

/// <summary>Fetches pairs from the workers, and shows how far it is.</summary>
/// <param name="workers">All of them: each call chooses one.</param>
/// <param name="pairs">What to fetch.</param>
/// <param name="urlTemplate">From where; null for the feeds that the workers know.</param>
internal sealed class Fetcher(IWorker workers, IReadOnlyList<string> pairs, string? urlTemplate)
{
    /// <summary>Fetches them all. A pair that fails holds back no other.</summary>
    /// <param name="how">What stands before the bar.</param>
    /// <param name="atATime">How many calls are made at the same time at most.</param>
    /// <param name="stop">Ends the calls, and the fetch.</param>
    public async Task<Fetched> FetchAsync(string how, int atATime, CancellationToken stop)
    {
        if (!Screen.IsTerminal)
        {
            Screen.Out.WriteLine($"fetching {Pairs.Count(pairs.Count)} {how}");
            return await FetchAsync(atATime, () => { }, stop);
        }

        return await Screen.Out.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(progress =>
        {
            ProgressTask bar = progress.AddTask(how, maxValue: pairs.Count);
            return FetchAsync(atATime, () => bar.Increment(1), stop);
        });
    }

    private async Task<Fetched> FetchAsync(int atATime, Action answered, CancellationToken stop)
    {
        var answers = new Answer[pairs.Count];
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, pairs.Count, new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = stop }, async (i, cancellation) =>
        {
            answers[i] = await FetchAsync(pairs[i], cancellation);
            answered();
        });
        return new Fetched(answers, Stopwatch.GetElapsedTime(start));
    }

    private async Task<Answer> FetchAsync(string pair, CancellationToken cancellation)
    {
        try
        {
            (string answered, decimal rate) = await workers.GetRateAsync(pair, urlTemplate, cancellation);
            return new Answer(answered, rate);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            return new Answer(pair, null, error.Message);
        }
    }
}
