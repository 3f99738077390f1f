using System.Globalization;
using Samples;
using Spectre.Console;

namespace Currency.Fetch;

/// <summary>The same pairs one after another, and then many at a time.</summary>
internal static class FetchTwice
{
    /// <summary>Fetches twice, and shows the rates, both times, and whether the rates are the same.</summary>
    /// <returns>What was fetched in the end, and whether nothing failed or differs.</returns>
    public static async Task<(Fetched Fetched, bool IsGood)> RunAsync(Fetcher fetcher, int atATime, CancellationToken stop)
    {
        Fetched slowly = await fetcher.FetchAsync("one after another", 1, stop);
        Fetched fetched = await fetcher.FetchAsync($"{atATime} at a time", atATime, stop);
        Show(fetched.Answers);
        Screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Pairs.Count(fetched.Answers.Count)} one after another: {slowly.Time.TotalSeconds:0.00} s"));
        Screen.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Pairs.Count(fetched.Answers.Count)}, {atATime} at a time: {fetched.Time.TotalSeconds:0.00} s, {slowly.Time / fetched.Time:0.0} times as fast"));
        bool same = fetched.IsLike(slowly);
        Screen.Out.WriteLine(same ? "Both fetches gave the same rates." : "The two fetches gave different rates.");
        return (fetched, same && slowly.HasAll && fetched.HasAll);
    }

    private static void Show(IReadOnlyList<Answer> answers)
    {
        if (!Screen.IsTerminal)
        {
            // A line for each, however long: a file or a pipe has no width.
            foreach (Answer answer in answers)
            {
                Console.WriteLine($"{Line(answer.Pair)} {Line(Told(answer))}");
            }

            return;
        }

        Table table = new Table().RoundedBorder().AddColumn("Pair").AddColumn("Rate");
        foreach (Answer answer in answers)
        {
            table.AddRow(new Text(Line(answer.Pair)), new Text(Line(Told(answer)), answer.Failure is null ? null : new Style(Color.Red)));
        }

        Screen.Out.Write(table);
    }

    private static string Told(Answer answer) => answer.Failure ?? answer.Rate!.Value.ToString("G29", CultureInfo.InvariantCulture);

    // What a peer says may hold anything, also what moves a terminal's cursor.
    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
