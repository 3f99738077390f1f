using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>All names in the memory of one name server: what one costs, and whether lookups get slower.</summary>
internal sealed class ManyNamesPart : INamingPart
{
    private const int InFlight = 1_000;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("many private", "server's private bytes per name, all names in memory", "B", Goal.AtMost(400)),
        new("many managed", "server's managed bytes per name, all names in memory", "B"),
        new("many fill", "new names registered in memory, all names, 1,000 in flight", "1/s"),
        new("many lookup", "lookups one after another among all names", "1/s"),
        new("many lookup64", "lookups among all names, 64 in flight", "1/s"),
        new("many p99", "lookup among all names, 64 in flight, p99", "µs"),
    ];

    public async Task<Readings> RunAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        using Roles roles = new(options);
        (Role server, string endpoint) = await roles.StartServerAsync(Variant.Names, cancellationToken);

        // Before any client: all that comes with names counts, also code and what is kept for watchers.
        Readings before = await server.AskAsync(Lines.Memory);
        Role filler = await roles.StartClientAsync(NamesWorkload.Fill64.Role, Variant.Names, endpoint, InFlight, cancellationToken);
        Readings filled = await filler.AskAsync(Lines.Go);
        Readings after = await server.AskAsync(Lines.Memory);
        Readings one = await LookUpAsync(NamesWorkload.Lookup);
        Readings many = await LookUpAsync(NamesWorkload.Lookup64);
        return new Readings
        {
            ["many private"] = (after["private"] - before["private"]) / options.Names,
            ["many managed"] = (after["managed"] - before["managed"]) / options.Names,
            ["many fill"] = filled["rate"],
            ["many lookup"] = one["rate"],
            ["many lookup64"] = many["rate"],
            ["many p99"] = many["p99"],
        };

        async Task<Readings> LookUpAsync(NamesWorkload workload) =>
            await (await roles.StartClientAsync(workload.Role, Variant.Names, endpoint, workload.InFlight, cancellationToken)).AskAsync(Lines.Go);
    }
}
