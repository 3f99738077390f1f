using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Idle;

/// <summary>What a connection costs its server while nothing is called over it.</summary>
internal sealed class IdleScenario : IScenario
{
    private const int Default = 10_000;
    private const int Before = 50;

    public string Name => "idle";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("ours private", "server's private bytes per connection", "B", Goal.AtMost(8 * 1024)),
        new("bare private", "the same, bare sockets", "B"),
        new("ours managed", "server's managed bytes per connection", "B"),
        new("bare managed", "the same, bare sockets", "B"),
        new("ours rate", "connections and first calls, all callers together", "1/s"),
        new("bare rate", "the same, bare sockets", "1/s"),
        new("ours cpu", "server's CPU while idle", "% of a core"),
        new("ours p50", "call over a connection that was idle, p50", "µs"),
        new("ours p99", "call over a connection that was idle, p99", "µs"),
        new("bare p99", "the same, bare sockets", "µs"),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        int count = options.Connections ?? Default;
        Descriptors.Require(count);
        Readings readings = [];
        foreach (Variant variant in new[] { Variant.Bare, Variant.Ours })
        {
            readings.AddAll(variant == Variant.Ours ? "ours " : "bare ", await RunAsync(variant, count, options, cancellationToken));
        }

        return readings;
    }

    private static async Task<Readings> RunAsync(Variant variant, int count, ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (Role server, string endpoint) = await roles.StartServerAsync(variant, cancellationToken);

        // What the first few connections bring along, code above all, is not the price of the next ten thousand.
        Role first = await roles.StartClientAsync("idle", variant, endpoint, Math.Min(Before, count), cancellationToken);
        await first.AskAsync(Lines.Go);
        await Task.Delay(options.IdleTime, cancellationToken);
        Readings before = await server.AskAsync(Lines.Memory);

        // Two clients, so that none needs as many descriptors as the server.
        Role[] clients =
        [
            await roles.StartClientAsync("idle", variant, endpoint, count - (count / 2), cancellationToken),
            await roles.StartClientAsync("idle", variant, endpoint, count / 2, cancellationToken),
        ];
        Readings[] connected = await Task.WhenAll(clients.Select(client => client.AskAsync(Lines.Go)));
        await Task.Delay(options.IdleTime, cancellationToken);
        Readings after = await server.AskAsync(Lines.Memory);
        await server.AskAsync(Lines.Start);
        await Task.Delay(options.IdleTime, cancellationToken);
        Readings idle = await server.AskAsync(Lines.Stop);
        Readings[] alive = await Task.WhenAll(clients.Select(client => client.AskAsync(Lines.Go)));
        return new Readings
        {
            ["private"] = (after["private"] - before["private"]) / count,
            ["managed"] = (after["managed"] - before["managed"]) / count,
            ["rate"] = count / connected.Max(reading => reading["seconds"]),
            ["cpu"] = idle["cpu"] / options.IdleTime.TotalMicroseconds * 100,
            ["p50"] = alive.Max(reading => reading["p50"]),
            ["p99"] = alive.Max(reading => reading["p99"]),
        };
    }
}
