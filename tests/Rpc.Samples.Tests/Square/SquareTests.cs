using System.Net;
using Microsoft.Playwright;
using Rpc.Tests.Shared;
using Rpc.Tests.Shared.Browsers;
using static Microsoft.Playwright.Assertions;

namespace Rpc.Samples.Tests;

/// <summary><c>samples/Square</c>: receivers and transmitters as processes, in terminals and in a browser.</summary>
public sealed class SquareTests
{
    private const string Sample = "Square";

    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task One_command_starts_all_and_carries_out_what_is_piped_in()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync(Sample, "Red\n 1, 2 ,3\n256,0,0\nx,0,0\n1,2\nREDD\n\nbell\nTIME\n", "--player", "Ali");

        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Contains("the square is 255,0,0 by Ali", run.Output, StringComparison.Ordinal);
        Assert.Contains("the square is 1,2,3 by Ali", run.Output, StringComparison.Ordinal);
        Assert.Contains("256 is not a whole number from 0 to 255.", run.Output, StringComparison.Ordinal);
        Assert.Contains("'x' is not a number", run.Output, StringComparison.Ordinal);
        Assert.Contains("'1,2' has 2.", run.Output, StringComparison.Ordinal);
        Assert.Contains("'REDD' is not understood.", run.Output, StringComparison.Ordinal);
        Assert.Contains("the bell rings for Ali", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nBell rang for 1 second\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"You have been playing with the system for [1-9]\d* seconds?\.", run.Output);
        Assert.DoesNotContain('\e', run.Output);
        Assert.True(await run.AllGoneAsync(s_soon), "Its children live still.");
    }

    [Fact]
    public async Task Without_any_input_it_shows_itself_and_goes_on_without_a_name_server()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync(Sample, "");

        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Contains("300 is not a whole number", run.Output, StringComparison.Ordinal);
        int killed = run.Output.IndexOf("killed the name server", StringComparison.Ordinal);
        Assert.InRange(killed, 1, run.Output.IndexOf("the square is 0,0,255", StringComparison.Ordinal));
        Assert.True(await run.AllGoneAsync(s_soon), "Its children live still.");
    }

    [Fact]
    public async Task In_terminals_the_square_has_16_million_colours_and_the_bell_is_heard()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using TerminalRun receiver = await StartInTerminalAsync(names, "receive");
        await receiver.WaitForAsync("receiving as square");
        await using TerminalRun transmitter = await StartInTerminalAsync(names, "transmit", "--player", "Ali");
        await transmitter.WaitForAsync("playing with square");
        await receiver.WaitForAsync("playing: Ali");

        await transmitter.TypeAsync("RED");
        await receiver.WaitForAsync("48;2;255;0;0m", colours: true);
        await transmitter.TypeAsync("18,52,86");
        await receiver.WaitForAsync("48;2;18;52;86m", colours: true);
        await receiver.WaitForAsync("18,52,86 by Ali");
        await transmitter.TypeAsync("300,0,0");
        await transmitter.WaitForAsync("300 is not a whole number from 0 to 255.");
        await transmitter.TypeAsync("BELL");
        await receiver.WaitForAsync("(( BELL ))");
        await transmitter.WaitForAsync("Bell rang for 1 second");
        await receiver.WaitForAsync(screen => !screen.Contains("(( BELL ))", StringComparison.Ordinal), "a silent bell");
        Assert.True(receiver.WasRung);
        await transmitter.TypeAsync("TIME");
        await transmitter.WaitForAsync("You have been playing with the system for");

        await transmitter.PressAsync("C-c");
        Assert.Equal(130, await transmitter.ExitAsync());
        await receiver.WaitForAsync("Ali has left");
        await receiver.PressAsync("C-c");
        Assert.Equal(0, await receiver.ExitAsync());
    }

    [Fact]
    public async Task Several_transmitters_play_with_several_receivers_and_need_no_name_server_to_go_on()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun first = Start(names, "receive");
        await first.WaitForLineAsync("receiving as square");
        await using ProgramRun second = Start(names, "receive");
        await second.WaitForLineAsync("receiving as square-2");
        await using ProgramRun ali = Start(names, "transmit", "--player", "Ali");
        await ali.WaitForLineAsync("playing with square, square-2");
        await using ProgramRun zoe = Start(names, "transmit", "--player", "Zoë");
        await zoe.WaitForLineAsync("playing with square, square-2");

        await ali.WriteLineAsync("GREEN");
        await ali.WaitForLineAsync("square-2: painted 0,255,0");
        names.Kill();
        await zoe.WriteLineAsync("7,8,9");
        await zoe.WaitForLineAsync("square: painted 7,8,9");
        foreach (ProgramRun receiver in new[] { first, second })
        {
            await receiver.WaitForLineAsync("the square is 0,255,0 by Ali");
            await receiver.WaitForLineAsync("the square is 7,8,9 by Zoë");
        }

        zoe.Kill();
        await first.WaitForLineAsync("Zoë has left");
        first.Kill();
        await ali.WriteLineAsync("BLUE");
        await ali.WaitForLineAsync("square did not do it: ");
        await ali.WaitForLineAsync("square-2: painted 0,0,255");
    }

    [Fact]
    public async Task A_receiver_that_is_started_again_goes_on_with_its_players()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun before = Start(names, "receive", "--name", "wall");
        await before.WaitForLineAsync("receiving as wall");
        await using ProgramRun ali = Start(names, "transmit", "--player", "Ali");
        await ali.WaitForLineAsync("playing with wall");
        await ali.WriteLineAsync("RED");
        await ali.WaitForLineAsync("painted 255,0,0");
        before.Signal("INT");
        Assert.Equal(0, await before.ExitAsync());

        await using ProgramRun after = Start(names, "receive", "--name", "wall");
        await after.WaitForLineAsync("receiving as wall");
        await RepeatAsync(() => ali.WriteLineAsync("BLUE"), () => after.Output.Contains("the square is 0,0,255 by Ali", StringComparison.Ordinal));
        await ali.WriteLineAsync("TIME");
        await ali.WaitForLineAsync("You have been playing with the system for");
    }

    [Fact]
    public async Task A_transmitter_that_comes_first_is_told_how_a_square_is_started()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun ali = Start(names, "transmit");
        await ali.WaitForLineAsync("No square is listed yet. One is started with: dotnet run --project samples/Square -- receive");
        await using ProgramRun receiver = Start(names, "receive");
        await receiver.WaitForLineAsync("receiving as square");

        await RepeatAsync(() => ali.WriteLineAsync("RED"), () => receiver.Output.Contains("the square is 255,0,0", StringComparison.Ordinal));

        ali.CloseInput();
        Assert.Equal(0, await ali.ExitAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_changes_while_it_is_looked_at(ColorScheme theme)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun receiver = Start(names, "receive", "--web");
        string address = (await receiver.WaitForLineAsync("page at http://")).Split("page at ")[1];
        await using ProgramRun ali = Start(names, "transmit", "--player", "Ali");
        await ali.WaitForLineAsync("playing with square");
        await using Chromium chromium = await Chromium.LaunchAsync();
        IPage page = await chromium.NewPageAsync(theme, 700, 700);
        List<string> foreign = [];
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };

        await page.GotoAsync(address);
        await Expect(page.Locator("#players")).ToHaveTextAsync("playing: Ali");
        await ali.WriteLineAsync("255,128,0");
        await Expect(page.Locator("#square")).ToHaveCSSAsync("background-color", "rgb(255, 128, 0)");
        await Expect(page.Locator("#colour")).ToHaveTextAsync("255,128,0 by Ali");
        await Expect(page.GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("a square in the colour 255,128,0");
        await page.ScreenshotAsync(new() { Path = Screenshot($"square-{theme}".ToLowerInvariant()) });
        await ali.WriteLineAsync("BELL");
        await Expect(page.Locator("#bell")).ToBeVisibleAsync();
        await Expect(page.Locator("#bell")).ToBeHiddenAsync();
        await ali.WaitForLineAsync("Bell rang for 1 second");

        receiver.Signal("INT");
        Assert.Equal(0, await receiver.ExitAsync());
        await Expect(page.Locator("#lost")).ToBeVisibleAsync();
        Assert.Empty(foreign);
    }

    [Fact]
    public async Task The_page_is_for_this_machine_and_a_taken_port_is_told()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        int port = FreePort.Tcp();
        await using ProgramRun receiver = Start(names, "receive", "--web", $"{port}");
        Assert.EndsWith($"page at http://127.0.0.1:{port}", await receiver.WaitForLineAsync("receiving as"), StringComparison.Ordinal);
        using HttpClient client = new();
        using HttpRequestMessage elsewhere = new(HttpMethod.Get, $"http://127.0.0.1:{port}/") { Headers = { Host = "elsewhere.example" } };
        using HttpResponseMessage refused = await client.SendAsync(elsewhere);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        await using ProgramRun second = Start(names, "receive", "--web", $"{port}");
        Assert.Equal(1, await second.ExitAsync());
        Assert.StartsWith($"The page cannot be served on port {port}", Assert.Single(second.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun first = Start(names, "receive", "--name", "wall");
        await first.WaitForLineAsync("receiving as wall");

        await using ProgramRun second = Start(names, "receive", "--name", "wall");

        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("wall", Assert.Single(second.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("receive")]
    [InlineData("transmit")]
    public async Task Without_a_name_server_one_line_says_how_to_start_one(string role)
    {
        await using ProgramRun run = SamplePrograms.Start(Sample, "rpc://127.0.0.1:1", role);

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("rpc ns", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_arguments_are_told()
    {
        await using ProgramRun run = SamplePrograms.Start(Sample, null, "draw");

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains("draw", run.Errors, StringComparison.Ordinal);
    }

    private static ProgramRun Start(NameServerRun names, params string[] arguments) => SamplePrograms.Start(Sample, names.Address, arguments);

    private static Task<TerminalRun> StartInTerminalAsync(NameServerRun names, params string[] arguments) =>
        TerminalRun.StartAsync(SamplePrograms.Path(Sample), arguments, SamplePrograms.NameServer(names.Address));

    private static string Screenshot(string name) => Path.Combine(Directory.CreateDirectory(RepositoryPaths.Path("artifacts", "samples")).FullName, $"{name}.png");

    // A change of the phone book takes a moment to be seen.
    private static async Task RepeatAsync(Func<Task> attempt, Func<bool> done)
    {
        for (int i = 0; i < 60 && !done(); i++)
        {
            await attempt();
            await Task.Delay(500);
        }

        Assert.True(done());
    }
}
