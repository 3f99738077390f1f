using System.Diagnostics;
using System.Globalization;
using Rpc.Tests.Shared;

namespace Rpc.Soak.Tests;

/// <summary>Servers, clients and the name server are killed, paused and restarted while calls go on, and the history of all of them must keep every promise.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int ShownViolations = 10;

    [Fact]
    public Task Two_minutes_of_kills_and_pauses_break_no_promise() => RunAsync(SoakSettings.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task Half_an_hour_of_kills_and_pauses_breaks_no_promise() => RunAsync(SoakSettings.Nightly);

    private async Task RunAsync(SoakSettings settings)
    {
        Assert.SkipUnless(Signals.IsSupported, "SIGSTOP and /proc are Linux's: not tried on this system.");
        string told = $"seed {SoakSettings.Seed} (RPC_SOAK_SEED sets another)";
        output.WriteLine(told);
        using var folder = new TemporaryFolder();
        await using var cast = new Cast(settings, SoakSettings.Seed, folder.Path);
        await cast.StartAsync();
        (_, int baseline) = await StateAsync(cast.Survivor, 1);
        await cast.StartClientsAsync();
        await using var watch = new Watch(cast.Survivor.Run.Id);
        watch.Start();

        var chaos = new Chaos(cast.All, SoakSettings.Seed);
        var time = Stopwatch.StartNew();
        var progress = new Progress(folder.Path, settings);
        var lines = new LineChaos(cast.Lines, SoakSettings.Seed);
        bool over = false;
        bool IsDone() => Volatile.Read(ref over) || time.Elapsed > settings.MostTime || (time.Elapsed > settings.Time && chaos.Counts.All >= settings.Faults && progress.IsEnough());
        Task cutting = Task.Run(() => lines.RunAsync(IsDone));
        try
        {
            await chaos.RunAsync(IsDone);
        }
        finally
        {
            Volatile.Write(ref over, true);
            await cutting;
        }

        TimeSpan took = time.Elapsed;
        await watch.StopAsync();

        // Nothing disturbs them any more: everybody must find everybody again, and then come to an end.
        string[] health = await Task.WhenAll(cast.Clients.Select(static client => client.AskAsync("check", "WELL")));
        await Task.WhenAll(cast.Clients.Select(static client => client.EndAsync()));
        (long heap, int left) = await SettleAsync(cast.Survivor, baseline);
        await Task.WhenAll(cast.Servers.Append(cast.NameServer).Select(static server => server.EndAsync()));

        var journals = new JournalFolder(folder.Path);
        HistoryReport report = HistoryChecker.Check(journals.Entries());
        string memory = watch.AssertFlat();
        told += string.Create(CultureInfo.InvariantCulture, $": {chaos.Counts}, {lines} in {took.TotalSeconds:F0} s; {report.Calls} calls, {report.Answered} answered; {memory}; {heap >> 10} KiB of heap and {left} connections in the end");
        output.WriteLine(told);
        Counts.Tell(told);

        Assert.All(health, static line => Assert.StartsWith("WELL", line, StringComparison.Ordinal));
        Assert.True(report.Violations.Count == 0, Explain(report, journals));
        Assert.InRange(chaos.Counts.All, settings.Faults, int.MaxValue);
        Assert.InRange(report.Answered, settings.Answered, int.MaxValue);
        Assert.InRange(left, 0, baseline);
    }

    private static string Explain(HistoryReport report, JournalFolder journals) =>
        $"seed {SoakSettings.Seed}: {report.Violations.Count} promises were broken.\n"
        + string.Join('\n', report.Violations.Take(ShownViolations).Select(violation => $"{violation}\n{journals.Tell(violation.Id)}"));

    private static async Task<(long Heap, int Connections)> StateAsync(Member server, int asked)
    {
        string[] parts = (await server.AskAsync("state", $"STATE {asked} ")).Split(' ');
        return (long.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits, at most half a minute, until the server has no more connections than before its clients came.</summary>
    private static async Task<(long Heap, int Connections)> SettleAsync(Member server, int baseline)
    {
        var watch = Stopwatch.StartNew();
        for (int asked = 2; ; asked++)
        {
            (long heap, int left) = await StateAsync(server, asked);
            if (left <= baseline || watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                return (heap, left);
            }

            await Task.Delay(200);
        }
    }
}
