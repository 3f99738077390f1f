using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Streams;

/// <summary>Many streams of ints on one connection: all running, and all but one unread.</summary>
internal sealed class StreamsScenario : IScenario
{
    public string Name => "streams";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("alone", "items of one stream alone", "1/s"),
        new("up", "items of one stream to the server", "1/s", Goal.AtLeast(10_000_000)),
        new("together", "items of all streams together", "1/s"),
        new("together to alone", "all together / one alone", ""),
        new("least", "least items of a stream / mean", "", Goal.AtLeast(0.25)),
        new("most", "most items of a stream / mean", ""),
        new("beside", "items of one stream beside unread ones", "1/s"),
        new("beside to alone", "beside unread ones / alone", "", Goal.AtLeast(0.9)),
        new("server private", "server's private bytes per unread stream", "B"),
        new("server managed", "server's managed bytes per unread stream", "B"),
        new("client managed", "client's managed bytes per unread stream", "B"),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (Role server, string endpoint) = await roles.StartServerAsync(Variant.Ours, cancellationToken);
        Role client = await roles.StartClientAsync("streams", Variant.Ours, endpoint, options.Streams, cancellationToken);
        Readings readings = [];
        readings.AddAll("", await client.AskAsync(Lines.Go));
        Readings before = await server.AskAsync(Lines.Memory);
        readings.AddAll("", await client.AskAsync(Lines.Go));
        Readings after = await server.AskAsync(Lines.Memory);
        readings.AddAll("", await client.AskAsync(Lines.Go));
        readings["server private"] = (after["private"] - before["private"]) / options.Streams;
        readings["server managed"] = (after["managed"] - before["managed"]) / options.Streams;
        readings["together to alone"] = readings["together"] / readings["alone"];
        readings["beside to alone"] = readings["beside"] / readings["alone"];
        return readings;
    }
}
