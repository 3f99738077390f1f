using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>samples/Chain</c>: three processes that call each other in a ring.</summary>
public sealed class ChainTests
{
    private const string Sample = "Chain";
    private const string Around = "1 → 2 → 3 → 1";

    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task One_command_goes_around_once_often_at_once_and_without_a_name_server()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync(Sample, "", "--laps", "30");

        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Contains($"\none journey: {Around}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("30 laps, 90 calls deep: 1 → 2 → 3 → 1 → … 83 more … → 1 → 2 → 3 → 1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"all three at once: {Around}, 2 → 3 → 1 → 2, 3 → 1 → 2 → 3\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"again:\none journey: {Around}\n", run.Output, StringComparison.Ordinal);
        Assert.True(await run.AllGoneAsync(s_soon), "Its children live still.");
    }

    [Fact]
    public async Task In_terminals_of_their_own_nodes_may_start_in_any_order_and_many_journeys_go_at_once()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun first = Start(names, "node", "1", "--next", "2");
        await first.WaitForLineAsync("node 1, next is 2");
        await using ProgramRun early = Start(names, "go", "1");
        await first.WaitForLineAsync("1 goes on");
        await using ProgramRun third = Start(names, "node", "3", "--next", "1");
        await using ProgramRun second = Start(names, "node", "2", "--next", "3");
        Assert.Equal(0, await early.ExitAsync());
        Assert.Equal($"{Around}\n", early.Output.ReplaceLineEndings("\n"));
        await second.WaitForLineAsync("1 → 2 goes on");
        await third.WaitForLineAsync("1 → 2 → 3 goes on");
        await first.WaitForLineAsync($"{Around} is back");

        ProgramRun[] goes = [.. Enumerable.Range(0, 6).Select(i => Start(names, "go", $"{(i % 3) + 1}", "--laps", "20"))];
        foreach (ProgramRun go in goes)
        {
            Assert.True(await go.ExitAsync() == 0, go.Errors);
            Assert.Contains("53 more", go.Output, StringComparison.Ordinal);
            await go.DisposeAsync();
        }

        foreach (ProgramRun node in new[] { first, second, third })
        {
            node.Signal("INT");
            Assert.Equal(0, await node.ExitAsync());
        }
    }

    [Fact]
    public async Task A_journey_that_goes_too_deep_is_refused_and_the_next_one_is_not()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun node = Start(names, "node", "1", "--next", "1");
        await node.WaitForLineAsync("node 1, next is 1");

        await using ProgramRun deep = Start(names, "go", "1", "--laps", "300");
        Assert.Equal(1, await deep.ExitAsync());
        Assert.Contains("MaxCallDepth", Assert.Single(deep.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        await using ProgramRun flat = Start(names, "go", "1");
        Assert.Equal(0, await flat.ExitAsync());
        Assert.Equal("1 → 1\n", flat.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Whoever_sits_at_a_node_starts_journeys()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun second = Start(names, "node", "2", "--next", "1");
        await second.WaitForLineAsync("node 2, next is 1");
        await using TerminalRun first = await TerminalRun.StartAsync(SamplePrograms.Path(Sample), ["node", "1", "--next", "2"], SamplePrograms.NameServer(names.Address));
        await first.WaitForAsync("sends a journey around:");

        await first.TypeAsync("");
        await first.WaitForAsync("1 → 2 → 1 is back");
        await first.TypeAsync("x");
        await first.WaitForAsync("'x' is not a number.");
        await first.TypeAsync("3");
        await first.WaitForAsync("1 → 2 → 1 → 2 → 1 → 2 → 1 is back");
        await first.PressAsync("C-c");

        Assert.Equal(0, await first.ExitAsync());
    }

    [Theory]
    [InlineData("node", "1", "--next", "2")]
    [InlineData("go", "1")]
    public async Task Without_a_name_server_one_line_says_how_to_start_one(params string[] arguments)
    {
        await using ProgramRun run = SamplePrograms.Start(Sample, "rpc://127.0.0.1:1", arguments);

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("rpc ns", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--next", "node", "1")]
    [InlineData("--laps must be 1 or more.", "go", "1", "--laps", "0")]
    [InlineData("--laps", "--laps", "many")]
    public async Task Wrong_arguments_are_told(string told, params string[] arguments)
    {
        await using ProgramRun run = SamplePrograms.Start(Sample, null, arguments);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains(told, run.Errors, StringComparison.Ordinal);
    }

    private static ProgramRun Start(NameServerRun names, params string[] arguments) => SamplePrograms.Start(Sample, names.Address, arguments);
}
