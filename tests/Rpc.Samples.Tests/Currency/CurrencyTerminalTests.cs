namespace Rpc.Samples.Tests;

/// <summary>A fetch of samples/Currency in a terminal.</summary>
[Collection(nameof(CurrencyProcesses))] // one after another: each test is up to seven processes
public sealed class CurrencyTerminalTests
{
    [Fact]
    public async Task The_bar_grows_with_the_pairs_and_the_table_follows()
    {
        var go = new TaskCompletionSource();
        await using TestFeed feed = await TestFeed.StartAsync(request => request.Number > 30 ? go.Task : Task.CompletedTask);
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await all.StartWorkerAsync(feed.Template("worker"), "--timeout", "60000");

        await using TerminalRun fetch = await StartFetchAsync(all);
        string half = await fetch.WaitForAsync("50%");
        string line = Assert.Single(half.Split('\n'), line => line.Contains("one after another", StringComparison.Ordinal));
        Assert.Matches(@"one after another ━+ +50% 00:0", line);
        Assert.Matches(@"\e\[[0-9;]*m━", await fetch.ScreenAsync(colours: true));
        go.SetResult();

        string end = await fetch.WaitForAsync("Both fetches gave the same rates.");
        Assert.Equal(0, await fetch.ExitAsync());
        Assert.Contains("│ EUR/USD │ ", end, StringComparison.Ordinal);
        Assert.Matches(@"one after another ━+ 100%", end);
        Assert.Matches(@"32 at a time ━+ 100%", end);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_fetch_in_the_middle()
    {
        var never = new TaskCompletionSource();
        await using TestFeed feed = await TestFeed.StartAsync(request => request.Number > 30 ? never.Task : Task.CompletedTask);
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await all.StartWorkerAsync(feed.Template("worker"), "--timeout", "60000");

        await using TerminalRun fetch = await StartFetchAsync(all);
        await fetch.WaitForAsync("50%");
        await fetch.PressAsync("C-c");

        Assert.Equal(130, await fetch.ExitAsync());
        Assert.DoesNotContain("Exception", await fetch.ScreenAsync(), StringComparison.Ordinal);
        await feed.UntilAsync(() => feed.Dropped.Count == 1, "dropped by the worker, whose caller has gone");
    }

    private static Task<TerminalRun> StartFetchAsync(CurrencyProcesses all) =>
        TerminalRun.StartAsync(SamplePrograms.Path("Currency"), ["fetch"], SamplePrograms.NameServer(all.Names.Address));
}
