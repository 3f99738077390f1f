using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Many watchers: how fast they are told of changes, and how late the last one is.</summary>
internal sealed class WatchPart : INamingPart
{
    private const int Default = 1_000;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("watch events", "events told to all watchers together, 64 changes at once", "1/s"),
        new("watch changes", "changes of which every watcher was told, 64 at once", "1/s"),
        new("watch p50", "one registration to the last watcher's receipt, p50", "µs"),
        new("watch p99", "one registration to the last watcher's receipt, p99", "µs"),
        new("watch cpu", "server's CPU per event, 64 changes at once", "µs"),
    ];

    public async Task<Readings> RunAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        int watchers = options.Connections ?? Default;
        using Roles roles = new(options);
        (Role server, string endpoint) = await roles.StartServerAsync(Variant.Names, cancellationToken);
        Role client = await roles.StartClientAsync("names-watch", Variant.Names, endpoint, watchers, cancellationToken);
        Readings single = await client.AskAsync(Lines.Go);
        await server.AskAsync(Lines.Start);
        Readings many = await client.AskAsync(Lines.Go);
        Readings used = await server.AskAsync(Lines.Stop);
        return new Readings
        {
            ["watch events"] = many["rate"] * watchers,
            ["watch changes"] = many["rate"],
            ["watch p50"] = single["p50"],
            ["watch p99"] = single["p99"],
            ["watch cpu"] = used["cpu"] / (many["changes"] * watchers),
        };
    }
}
