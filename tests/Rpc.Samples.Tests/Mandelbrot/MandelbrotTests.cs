using System.Globalization;
using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>dotnet run --project samples/Mandelbrot</c>, and its roles in terminals of their own.</summary>
public sealed partial class MandelbrotTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Workers_that_are_found_by_their_tag_compute_what_one_thread_alone_computes()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (_, string first) = await place.StartWorkerAsync();
        (_, string second) = await place.StartWorkerAsync();

        ProgramRun draw = place.StartDrawing("picture.png", alone: true);

        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Dictionary<string, int> shares = MandelbrotPlace.Shares(draw.Output);
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), shares.Keys.Order(StringComparer.Ordinal));
        Assert.All(shares.Values, rows => Assert.True(rows > 0));
        Assert.Equal(MandelbrotPlace.Height, shares.Values.Sum());
        Assert.Contains("All 2 pictures are the same, byte for byte.", draw.Output, StringComparison.Ordinal);
        AssertSpeedUp(draw.Output, "2 workers");
        Assert.DoesNotContain('\u001b', draw.Output);
        Assert.Equal(["picture.png"], place.Files());
        PngImage picture = PngImage.Read(place.File("picture.png"));
        Assert.Equal((MandelbrotPlace.Width, MandelbrotPlace.Height), (picture.Width, picture.Height));
        Assert.Equal((0, 0, 0), picture.At(MandelbrotPlace.Width / 2, MandelbrotPlace.Height / 2));
        Assert.NotEqual((0, 0, 0), picture.At(0, 0));
        Assert.NotEqual(picture.At(0, 0), picture.At(40, 0));
    }

    [Fact]
    public async Task A_worker_that_joins_in_the_middle_gets_rows()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (ProgramRun first, string firstName) = await place.StartWorkerAsync();
        ProgramRun draw = place.StartDrawing("picture.png");
        await draw.WaitForLineAsync(" 10 %");

        // The drawing cannot end meanwhile: rows are with a worker that stands still.
        first.Signal("STOP");
        (_, string secondName) = await place.StartWorkerAsync();
        await draw.WaitForLineAsync($"{secondName} has joined");
        first.Signal("CONT");

        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Dictionary<string, int> shares = MandelbrotPlace.Shares(draw.Output);
        Assert.True(shares[firstName] > 0 && shares[secondName] > 0, draw.Output);
        Assert.Equal(MandelbrotPlace.Height, shares.Values.Sum());
    }

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_costs_no_row()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (ProgramRun first, string firstName) = await place.StartWorkerAsync();
        (ProgramRun second, string secondName) = await place.StartWorkerAsync();
        ProgramRun draw = place.StartDrawing("disturbed.png");
        await draw.WaitForLineAsync(" 10 %");

        // Both stand still, each with rows that it was given: so the first one is killed in the middle of them.
        first.Signal("STOP");
        second.Signal("STOP");
        Assert.DoesNotContain("100 %", draw.Output, StringComparison.Ordinal);
        first.Kill();
        await draw.WaitForLineAsync($"lost {firstName}: ");
        second.Signal("CONT");

        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Dictionary<string, int> shares = MandelbrotPlace.Shares(draw.Output);
        Assert.True(shares[secondName] > 0, draw.Output);
        Assert.Equal(MandelbrotPlace.Height, shares.Values.Sum());

        ProgramRun again = place.StartDrawing("undisturbed.png");
        Assert.True(await again.ExitAsync() == 0, again.Output + again.Errors);
        Assert.Equal(await File.ReadAllBytesAsync(place.File("undisturbed.png")), await File.ReadAllBytesAsync(place.File("disturbed.png")));
    }

    [Fact]
    public async Task A_worker_that_is_interrupted_ends_what_it_has_and_leaves()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (ProgramRun first, string firstName) = await place.StartWorkerAsync();
        (ProgramRun second, _) = await place.StartWorkerAsync();
        ProgramRun draw = place.StartDrawing("picture.png");
        await draw.WaitForLineAsync(" 10 %");
        second.Signal("STOP");

        first.Signal("INT");

        Assert.Equal(0, await first.ExitAsync());
        Assert.Contains($"stopped {firstName}: ", first.Output, StringComparison.Ordinal);
        await draw.WaitForLineAsync($"{firstName} has left");
        second.Signal("CONT");
        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Assert.Equal(MandelbrotPlace.Height, MandelbrotPlace.Shares(draw.Output).Values.Sum());
        Assert.Equal(string.Empty, first.Errors);
    }

    [Fact]
    public async Task A_drawing_without_workers_says_so_and_begins_with_the_first()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        ProgramRun draw = place.StartDrawing("picture.png");
        string told = await draw.WaitForLineAsync("No worker");
        Assert.Contains("dotnet run --project samples/Mandelbrot -- worker", told, StringComparison.Ordinal);

        (_, string name) = await place.StartWorkerAsync();

        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Assert.Equal(MandelbrotPlace.Height, MandelbrotPlace.Shares(draw.Output)[name]);
    }

    [Fact]
    public async Task A_drawing_goes_on_with_the_workers_that_it_knows_when_the_name_server_is_gone()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (ProgramRun worker, string name) = await place.StartWorkerAsync();
        ProgramRun draw = place.StartDrawing("picture.png");
        await draw.WaitForLineAsync(" 10 %");
        worker.Signal("STOP");

        place.Names.Kill();

        await draw.WaitForLineAsync("The name server does not answer");
        worker.Signal("CONT");
        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Assert.Equal(MandelbrotPlace.Height, MandelbrotPlace.Shares(draw.Output)[name]);
    }

    [Fact]
    public async Task Who_has_the_tag_and_is_no_worker_is_left_out()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        await using RpcServer stranger = new(new RpcServerOptions { NameServers = [RemoteUri.Parse(place.Names.Address)] });
        await stranger.ListenAsync("rpc://127.0.0.1:0");
        await stranger.PublishAsync<Listings.IGreeter>("mandelbrot.stranger", new Listings.Greeter(), new PublishOptions { Tags = ["mandelbrot"] });
        ProgramRun draw = place.StartDrawing("picture.png");
        await draw.WaitForLineAsync("left out mandelbrot.stranger: ");

        (_, string name) = await place.StartWorkerAsync();

        Assert.True(await draw.ExitAsync() == 0, draw.Output + draw.Errors);
        Assert.Equal(MandelbrotPlace.Height, MandelbrotPlace.Shares(draw.Output)[name]);
    }

    [Fact]
    public async Task Interrupted_in_the_middle_it_leaves_no_half_a_file_and_no_busy_worker()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (ProgramRun worker, _) = await place.StartWorkerAsync();
        await File.WriteAllTextAsync(place.File("before.png"), "an older picture");
        ProgramRun fresh = place.StartDrawing("fresh.png");
        ProgramRun over = place.StartDrawing("before.png");
        await fresh.WaitForLineAsync(" 10 %");
        await over.WaitForLineAsync(" 10 %");
        worker.Signal("STOP");

        fresh.Signal("INT");
        over.Signal("INT");

        Assert.Equal(130, await fresh.ExitAsync());
        Assert.Equal(130, await over.ExitAsync());
        Assert.Equal(string.Empty, fresh.Errors + over.Errors);
        Assert.DoesNotContain("100 %", fresh.Output + over.Output, StringComparison.Ordinal);
        Assert.Equal(["before.png"], place.Files());
        Assert.Equal("an older picture", await File.ReadAllTextAsync(place.File("before.png")));
        worker.Signal("CONT");
        ProgramRun again = place.StartDrawing("before.png");
        Assert.True(await again.ExitAsync() == 0, again.Output + again.Errors);
        Assert.Equal(MandelbrotPlace.Height, PngImage.Read(place.File("before.png")).Height);
    }

    [Fact]
    public async Task A_worker_refuses_what_would_take_hours_or_gigabytes_and_what_makes_no_sense()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (_, string name) = await place.StartWorkerAsync();
        await using RpcClient client = new(new RpcClientOptions { NameServers = [RemoteUri.Parse(place.Names.Address)] });
        (string View, string Band, string Why)[] refused =
        [
            ("""{"x":0,"y":0,"scale":3,"width":1000,"height":2000,"iterations":100}""", """{"top":0,"rows":2000}""", "2,000,000 pixels"),
            ("""{"x":0,"y":0,"scale":3,"width":1000,"height":1000,"iterations":100000}""", """{"top":0,"rows":100}""", "1,000,000,000 steps are the most"),
            ("""{"x":0,"y":0,"scale":3,"width":2000000000,"height":1,"iterations":1}""", """{"top":0,"rows":1}""", "from 1 to 16,384"),
            ("""{"x":0,"y":0,"scale":3,"width":10,"height":10,"iterations":2000000000}""", """{"top":0,"rows":1}""", "from 1 to 100,000"),
            ("""{"x":0,"y":0,"scale":3,"width":10,"height":10,"iterations":10}""", """{"top":5,"rows":2147483647}""", "the picture has rows 0 to 9"),
            ("""{"x":"NaN","y":0,"scale":3,"width":10,"height":10,"iterations":10}""", """{"top":0,"rows":1}""", "from -10 to 10"),
        ];

        foreach ((string view, string band, string why) in refused)
        {
            ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => client.CallJsonAsync(RemoteUri.Parse($"rpcname:{name}"), "ComputeAsync", $"[{view},{band}]").AsTask());
            Assert.Contains(why, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_worker_stops_to_compute_what_its_caller_has_given_up()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        (ProgramRun worker, string name) = await place.StartWorkerAsync();
        await using RpcClient client = new(new RpcClientOptions { NameServers = [RemoteUri.Parse(place.Names.Address)] });
        RemoteUri uri = RemoteUri.Parse($"rpcname:{name}");
        const string InTheSet = """{"x":-0.3,"y":0,"scale":0.1,"width":1000,"height":1000,"iterations":1000}""";
        using CancellationTokenSource stop = new();

        TimeSpan before = ProcessorTime(worker);
        Task<System.Text.Json.JsonElement> call = client.CallJsonAsync(uri, "ComputeAsync", $$"""[{{InTheSet}},{"top":0,"rows":1000}]""", stop.Token).AsTask();
        await EventuallyAsync(() => ProcessorTime(worker) > before + TimeSpan.FromSeconds(0.3));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // One at a time: when this one is answered, the other has ended.
        await client.CallJsonAsync(uri, "ComputeAsync", $$"""[{{InTheSet}},{"top":0,"rows":3}]""");
        worker.Signal("INT");
        Assert.Equal(0, await worker.ExitAsync());
        Assert.Contains($"stopped {name}: 3 rows computed", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_terminal_a_bar_shows_rows_and_workers()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        await using TerminalRun terminal = await TerminalRun.StartAsync(MandelbrotPlace.Program, place.Drawing("picture.png", alone: true), place.Environment);
        await terminal.WaitForAsync("No worker at the moment");
        await terminal.WaitForAsync("0 of 200 rows, 0 workers");

        // The hint is wider than the terminal, and nothing of the bar is left beside its end.
        Assert.Contains("worker", (await terminal.ScreenAsync()).Split('\n').Select(line => line.Trim()));

        (_, string name) = await place.StartWorkerAsync();

        await terminal.WaitForAsync($"{name} has joined");
        await terminal.WaitForAsync("━");
        Assert.Equal(0, await terminal.ExitAsync());
        string screen = await terminal.ScreenAsync();
        Assert.Contains("200 of 200 rows, 1 worker", screen, StringComparison.Ordinal);
        Assert.Contains("100%", screen, StringComparison.Ordinal);
        Assert.Equal(MandelbrotPlace.Height, MandelbrotPlace.Shares(screen)[name]);
        AssertSpeedUp(screen, "1 worker");
        Assert.Equal(MandelbrotPlace.Height, PngImage.Read(place.File("picture.png")).Height);
    }

    [Fact]
    public async Task In_a_terminal_Ctrl_C_ends_a_drawing_that_waits()
    {
        await using MandelbrotPlace place = await MandelbrotPlace.OpenAsync();
        await using TerminalRun terminal = await TerminalRun.StartAsync(MandelbrotPlace.Program, place.Drawing("picture.png"), place.Environment);
        await terminal.WaitForAsync("No worker at the moment");

        await terminal.PressAsync("C-c");

        Assert.Equal(130, await terminal.ExitAsync());
        Assert.Empty(place.Files());
    }

    [Fact]
    public async Task One_command_shows_the_speed_up_and_workers_that_come_and_go()
    {
        using TemporaryFolder folder = new();
        await using ProgramRun run = await SamplePrograms.RunAsync("Mandelbrot", "", "--output", folder.File("picture.png"));

        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Equal(string.Empty, run.Errors);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("A second worker is started.", run.Output, StringComparison.Ordinal);
        Assert.Contains("The first worker is killed (process ", run.Output, StringComparison.Ordinal);
        Assert.Contains("lost mandelbrot.", run.Output, StringComparison.Ordinal);
        Assert.Contains("All 3 pictures are the same, byte for byte.", run.Output, StringComparison.Ordinal);
        AssertSpeedUp(run.Output, "worker");
        PngImage picture = PngImage.Read(folder.File("picture.png"));
        Assert.Equal((0, 0, 0), picture.At(picture.Width / 2, picture.Height / 2));
        Assert.NotEqual((0, 0, 0), picture.At(0, 0));
        Assert.True(await run.AllGoneAsync(s_soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    [Fact]
    public async Task One_command_ends_all_its_processes_when_it_is_interrupted()
    {
        using TemporaryFolder folder = new();
        await using ProgramRun run = SamplePrograms.Start("Mandelbrot", null, "--output", folder.File("picture.png"));
        await run.WaitForLineAsync(" 10 %");

        run.Signal("INT");

        Assert.Equal(130, await run.ExitAsync());
        Assert.Equal(string.Empty, run.Errors);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.True(await run.AllGoneAsync(s_soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("draw")]
    public async Task Without_a_name_server_one_line_says_how_to_start_one(string role)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(MandelbrotPlace.Program, [role], environment: SamplePrograms.NameServer("rpc://127.0.0.1:1"));

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("rpc ns", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--widht", "draw", "--widht", "3")]
    [InlineData("'abc' for option '--width'", "draw", "--width", "abc")]
    [InlineData("100000 x 800 pixels", "draw", "--width", "100000")]
    [InlineData("32,000,000 are the most", "draw", "--width", "8000", "--height", "8000")]
    [InlineData("1,000,000,000", "draw", "--width", "16000", "--height", "10", "--iterations", "90000")]
    [InlineData("A scale of 0", "draw", "--scale", "0")]
    [InlineData("clerk", "clerk")]
    public async Task Wrong_arguments_are_named(string wrong, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(MandelbrotPlace.Program, arguments);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains(wrong, run.Errors, StringComparison.Ordinal);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_without_a_place_is_refused_before_it_is_drawn()
    {
        using TemporaryFolder folder = new();
        await using ProgramRun run = await ProgramRun.CompleteAsync(MandelbrotPlace.Program, ["draw", "--output", folder.File("missing/picture.png")], environment: SamplePrograms.NameServer("rpc://127.0.0.1:1"));

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("its folder is missing", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static void AssertSpeedUp(string output, string workers)
    {
        Match told = SpeedUp().Match(output);
        Assert.True(told.Success && told.Groups["workers"].Value.Contains(workers, StringComparison.Ordinal), output);
        Assert.All(["alone", "together", "factor"], group => Assert.True(double.Parse(told.Groups[group].ValueSpan, CultureInfo.InvariantCulture) > 0, output));
    }

    private static TimeSpan ProcessorTime(ProgramRun run)
    {
        using var process = System.Diagnostics.Process.GetProcessById(run.Id);
        return process.TotalProcessorTime;
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (int i = 0; i < 3000 && !condition(); i++)
        {
            await Task.Delay(20);
        }

        Assert.True(condition());
    }

    [GeneratedRegex(@"alone (?<alone>[\d.]+) s, (?<workers>\d+ workers?) (?<together>[\d.]+) s: speed-up (?<factor>[\d.]+) on \d+ cores")]
    private static partial Regex SpeedUp();
}
