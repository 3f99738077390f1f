using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>dotnet run --project samples/Greeting</c>: everything as processes of its own.</summary>
public sealed class AllInOneTests
{
    private static readonly string Program = SamplePrograms.Path("Greeting");

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_name_given_as_an_option_is_greeted_again_after_the_name_server_was_killed()
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, ["--name", "Ali"]);

        await AssertGreetedTwiceAsync(run, "Ali");
    }

    [Fact]
    public async Task A_name_from_piped_input_is_greeted()
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, [], input: "Zoë\n");

        await AssertGreetedTwiceAsync(run, "Zoë");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task Without_a_name_the_world_is_greeted(string input)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, [], input: input);

        await AssertGreetedTwiceAsync(run, "world");
    }

    [Fact]
    public async Task The_command_of_the_readme_greets()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync("Greeting", "", "--name", "Ali");

        await AssertGreetedTwiceAsync(run, "Ali");
    }

    [Fact]
    public async Task Its_parts_are_separate_processes()
    {
        await using ProgramRun run = SamplePrograms.Start("Greeting", null);

        await EventuallyAsync(() => run.Alive().Count == 4);
        run.CloseInput();

        Assert.Equal(0, await run.ExitAsync());
        Assert.True(await run.AllGoneAsync(Soon));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_all_processes(string signal, int exitCode)
    {
        await using ProgramRun run = SamplePrograms.Start("Greeting", null);
        await EventuallyAsync(() => run.Alive().Count == 4);

        run.Signal(signal);

        Assert.Equal(exitCode, await run.ExitAsync());
        Assert.True(await run.AllGoneAsync(Soon));
    }

    [Fact]
    public async Task Its_children_end_by_themselves_when_it_is_killed()
    {
        await using ProgramRun run = SamplePrograms.Start("Greeting", null);
        await EventuallyAsync(() => run.Alive().Count == 4);

        run.Kill();

        Assert.True(await run.AllGoneAsync(Soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    [Theory]
    [InlineData("--nmae", "--nmae", "Ali")]
    [InlineData("--name", "--name")]
    [InlineData("clerk", "clerk")]
    public async Task Wrong_arguments_are_named_and_show_the_usage(string wrong, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, arguments);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains(wrong, run.Errors, StringComparison.Ordinal);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    private static async Task AssertGreetedTwiceAsync(ProgramRun run, string name)
    {
        Assert.Equal(string.Empty, run.Errors);
        Assert.Equal(0, await run.ExitAsync());
        string[] lines = [.. run.Output.Split('\n').Where(line => line.StartsWith("Hi welcome", StringComparison.Ordinal) || line.StartsWith("killed", StringComparison.Ordinal))];
        Assert.Collection(
            lines,
            line => Assert.Equal($"Hi welcome {name}", line),
            line => Assert.StartsWith("killed the name server (process ", line, StringComparison.Ordinal),
            line => Assert.Equal($"Hi welcome {name}", line));
        Assert.True(await run.AllGoneAsync(Soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (int i = 0; i < 1500 && !condition(); i++)
        {
            await Task.Delay(20);
        }

        Assert.True(condition());
    }
}
