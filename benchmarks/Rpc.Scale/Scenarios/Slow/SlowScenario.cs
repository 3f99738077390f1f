using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Slow;

/// <summary>A quick handler beside slow ones that are called over the same connection.</summary>
internal sealed class SlowScenario : IScenario
{
    private const int SlowCallers = 16;

    public string Name => "slow";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("alone p50", "quick call alone, p50", "µs"),
        new("alone p99", "quick call alone, p99", "µs"),
        new("block p50", "beside 16 handlers that block, p50", "µs"),
        new("block p99", "beside 16 handlers that block, p99", "µs"),
        new("block ratio", "p99 beside 16 handlers that block / alone", "", Goal.AtMost(2)),
        new("block slow", "calls of the handlers that block", "1/s"),
        new("delay p50", "beside 16 handlers that await, p50", "µs"),
        new("delay p99", "beside 16 handlers that await, p99", "µs"),
        new("delay ratio", "p99 beside 16 handlers that await / alone", "", Goal.AtMost(2)),
        new("delay slow", "calls of the handlers that await", "1/s"),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (_, string endpoint) = await roles.StartServerAsync(Variant.Ours, cancellationToken);
        Role client = await roles.StartClientAsync("slow", Variant.Ours, endpoint, SlowCallers, cancellationToken);
        Readings readings = await client.AskAsync(Lines.Go);
        readings["block ratio"] = readings["block p99"] / readings["alone p99"];
        readings["delay ratio"] = readings["delay p99"] / readings["alone p99"];
        return readings;
    }
}
