using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Large;

/// <summary>Bodies near the limit of a message, beside small calls over the same connection.</summary>
internal sealed class LargeScenario : IScenario
{
    private static readonly string[] s_directions = ["upload", "download", "echo", "body up", "body down"];

    public string Name => "large";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("floor p50", "512 KiB over a bare socket", "µs"),
        new("alone p50", "small call alone, p50", "µs"),
        new("alone p99", "small call alone, p99", "µs"),
        .. s_directions.SelectMany(direction => new[]
        {
            new Measure($"{direction} p50", $"small call beside {direction}, p50", "µs"),
            new Measure($"{direction} p99", $"small call beside {direction}, p99", "µs"),
            new Measure($"{direction} excess", $"(p99 beside {direction} - p99 alone) / 512 KiB on a bare socket", "", Goal.AtMost(1)),
            new Measure($"{direction} rate", $"{direction}, one way counted once", "MB/s"),
        }),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        Readings readings = [];
        readings.AddAll("floor ", await RunAsync("bulk", Variant.Bulk, options, cancellationToken));
        readings.AddAll("", await RunAsync("large", Variant.Ours, options, cancellationToken));
        foreach (string direction in s_directions)
        {
            readings[$"{direction} excess"] = (readings[$"{direction} p99"] - readings["alone p99"]) / readings["floor p50"];
        }

        return readings;
    }

    private static async Task<Readings> RunAsync(string role, Variant variant, ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (_, string endpoint) = await roles.StartServerAsync(variant, cancellationToken);
        Role client = await roles.StartClientAsync(role, variant, endpoint, 1, cancellationToken);
        return await client.AskAsync(Lines.Go);
    }
}
