using System.Globalization;
using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>dotnet run --project samples/Currency</c>, its roles, and their ends.</summary>
[Collection(nameof(CurrencyProcesses))] // one after another: each test is up to seven processes
public sealed partial class CurrencyTests
{
    private static readonly string Program = SamplePrograms.Path("Currency");

    [Fact]
    public async Task It_fetches_twice_and_once_more_while_a_worker_is_killed()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync("Currency", "");

        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Equal(string.Empty, run.Errors);
        Assert.Matches(@"60 pairs one after another: [0-9.]+ s", run.Output);
        Assert.Matches(@"60 pairs, 32 at a time: [0-9.]+ s, [0-9.]+ times as fast", run.Output);
        Assert.Contains("Both fetches gave the same rates.", run.Output, StringComparison.Ordinal);
        Assert.True(int.Parse(KilledLine().Match(run.Output).Groups["calls"].Value, CultureInfo.InvariantCulture) >= 10, run.Output);
        Assert.Contains("60 of 60 pairs are there, with the same rates.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
        AssertTable(CurrencyProcesses.Rates(run.Output));
        Assert.True(await run.AllGoneAsync(TimeSpan.FromSeconds(15)), "Its processes live still.");
    }

    [Fact]
    public async Task In_terminals_of_their_own_a_feed_a_worker_and_a_fetch_work_together()
    {
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await using ProgramRun feed = SamplePrograms.Start("Currency", null, "feed", "--delay", "10");
        ProgramRun worker = await all.StartWorkerAsync((await feed.WaitForLineAsync("feed at "))["feed at ".Length..]);

        await using ProgramRun run = await all.FetchAsync("EUR/USD", "JPY/EUR", "EUR/XYZ", "XYZ/EUR");

        Assert.Equal(1, await run.ExitAsync());
        Assert.Equal(new Dictionary<string, decimal> { ["EUR/USD"] = 1.0825m, ["JPY/EUR"] = Math.Round(1 / 161.72m, 10) }, CurrencyProcesses.Rates(run.Output));
        Assert.Contains("has no EUR/XYZ: The table has no XYZ.", run.Output, StringComparison.Ordinal);
        Assert.Contains("has no XYZ/EUR: The table has no XYZ.", run.Output, StringComparison.Ordinal);
        await worker.WaitForLineAsync("EUR/USD 1.0825");
        worker.Signal("INT");
        feed.Signal("INT");
        Assert.Equal(0, await worker.ExitAsync());
        Assert.Equal(0, await feed.ExitAsync());
        Assert.Equal(string.Empty, worker.Errors + feed.Errors);
    }

    [Theory]
    [InlineData("worker", "--url-template", "http://127.0.0.1:1/{from}/{to}")]
    [InlineData("fetch")]
    public async Task Without_a_name_server_one_line_says_how_to_start_one(params string[] arguments)
    {
        // Port 1 is nobody's.
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, arguments, environment: SamplePrograms.NameServer("rpc://127.0.0.1:1"));

        Assert.Equal(1, await run.ExitAsync());
        string line = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("rpc ns", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_whose_port_is_taken_says_so_in_one_line()
    {
        await using ProgramRun first = SamplePrograms.Start("Currency", null, "feed");
        string port = new Uri((await first.WaitForLineAsync("feed at "))["feed at ".Length..].Split('{')[0]).Port.ToString(CultureInfo.InvariantCulture);

        await using ProgramRun second = await ProgramRun.CompleteAsync(Program, ["feed", "--port", port]);

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains($"cannot listen on port {port}", Assert.Single(second.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--url-template", "worker")]
    [InlineData("begins with http://", "worker", "--url-template", "ftp://host/{from}/{to}")]
    [InlineData("--timeout is 1 to 60000, not '0'", "worker", "--url-template", "http://host/{from}/{to}", "--timeout", "0")]
    [InlineData("--port is 0 to 65535, not '65536'", "feed", "--port", "65536")]
    [InlineData("--parallel is 1 to 1000, not 'many'", "fetch", "--parallel", "many")]
    [InlineData("clerk", "clerk")]
    public async Task Wrong_arguments_are_named_and_show_the_usage(string wrong, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, arguments);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains(wrong, run.Errors, StringComparison.Ordinal);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("worker 3 at")]
    [InlineData("fetching 60 pairs one after another")]
    public async Task A_signal_ends_all_processes(string when)
    {
        await using ProgramRun run = SamplePrograms.Start("Currency", null);
        await run.WaitForLineAsync(when);

        run.Signal("INT");

        Assert.Equal(130, await run.ExitAsync());
        Assert.Equal(string.Empty, run.Errors);
        Assert.True(await run.AllGoneAsync(TimeSpan.FromSeconds(15)), $"still alive: {string.Join(", ", run.Alive())}");
    }

    private static void AssertTable(IReadOnlyDictionary<string, decimal> rates)
    {
        var perEuro = File.ReadLines(RepositoryPaths.Path("samples", "Currency", "Feed", "rates.csv"))
            .Select(line => line.Split(','))
            .Where(line => line[0].Length == 3)
            .ToDictionary(line => line[0], line => decimal.Parse(line[1], CultureInfo.InvariantCulture));
        Dictionary<string, decimal> expected = perEuro.ToDictionary(rate => $"EUR/{rate.Key}", rate => rate.Value);
        foreach ((string to, decimal rate) in perEuro.Append(new KeyValuePair<string, decimal>("EUR", 1)).Where(rate => rate.Key != "USD"))
        {
            expected[$"USD/{to}"] = Math.Round(rate / perEuro["USD"], 10);
        }

        Assert.Equal(expected.OrderBy(rate => rate.Key), rates.OrderBy(rate => rate.Key));
    }

    [GeneratedRegex(@"killed worker [123] \(process \d+\) with (?<calls>\d+) calls in flight")]
    private static partial Regex KilledLine();
}
