using System.Globalization;
using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>A name server, workers of the sample, and fetches from them, each a process.</summary>
internal sealed partial class CurrencyProcesses : IAsyncDisposable
{
    private readonly List<ProgramRun> _runs = [];

    private CurrencyProcesses(NameServerRun names) => Names = names;

    public NameServerRun Names { get; }

    public static async Task<CurrencyProcesses> StartAsync() => new(await NameServerRun.StartAsync());

    /// <summary>Starts a worker, and waits until it is listed.</summary>
    public async Task<ProgramRun> StartWorkerAsync(string urlTemplate, params string[] more)
    {
        ProgramRun worker = Start(["worker", "--url-template", urlTemplate, .. more]);
        await worker.WaitForLineAsync("worker at rpc://");
        return worker;
    }

    /// <summary>Starts a fetch.</summary>
    public ProgramRun StartFetch(params string[] arguments) => Start(["fetch", .. arguments]);

    /// <summary>Fetches, and gives the ended run.</summary>
    public Task<ProgramRun> FetchAsync(params string[] arguments) =>
        ProgramRun.CompleteAsync(SamplePrograms.Path("Currency"), ["fetch", .. arguments], environment: SamplePrograms.NameServer(Names.Address));

    /// <summary>The rates in an output, by pair. A pair that is there twice is an error.</summary>
    public static IReadOnlyDictionary<string, decimal> Rates(string output) => RateLine().Matches(output).ToDictionary(
        line => line.Groups["pair"].Value, line => decimal.Parse(line.Groups["rate"].Value, CultureInfo.InvariantCulture));

    /// <summary>Asserts that an output has the rates that a <see cref="TestFeed"/> gives, of as many pairs as were wanted.</summary>
    public static void AssertRates(int pairs, string output)
    {
        IReadOnlyDictionary<string, decimal> rates = Rates(output);
        Assert.Equal(pairs, rates.Count);
        Assert.All(rates, rate => Assert.Equal(TestFeed.RateOf(rate.Key[..3], rate.Key[4..]), rate.Value));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun run in _runs)
        {
            await run.DisposeAsync();
        }

        await Names.DisposeAsync();
    }

    private ProgramRun Start(string[] arguments)
    {
        ProgramRun run = SamplePrograms.Start("Currency", Names.Address, arguments);
        _runs.Add(run);
        return run;
    }

    [GeneratedRegex(@"^(?<pair>[A-Z]{3}/[A-Z]{3}) +(?<rate>[0-9.]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex RateLine();
}
