using System.Diagnostics;
using Rpc.Naming;
using Rpc.Scale.Contracts;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>All names in SQLite: the name server is killed, and started again.</summary>
internal sealed class RestartPart : INamingPart
{
    private const int InFlight = 1_000;

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("restart fill", "new names registered on SQLite, all names, 1,000 in flight", "1/s"),
        new("restart empty", "start of the server to its first answer, no names in SQLite", "ms"),
        new("restart all", "start of the server to its first answer, all names in SQLite", "ms"),
        new("restart file", "database and its log, bytes per name", "B"),
    ];

    public async Task<Readings> RunAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        using NamesFolder folder = new();

        // The first start reads files from the disk, and warms the asker.
        await StartAsync(null);
        double empty = await StartAsync(null);
        Readings filled;
        using (Roles roles = new(options))
        {
            (_, string endpoint) = await roles.StartServerAsync(Variant.Names, cancellationToken, folder.Database);
            Role filler = await roles.StartClientAsync(NamesWorkload.Fill64.Role, Variant.Names, endpoint, InFlight, cancellationToken);
            filled = await filler.AskAsync(Lines.Go);
        }

        double all = await StartAsync(Listing.Name(options.Names - 1));
        return new Readings
        {
            ["restart fill"] = filled["rate"],
            ["restart empty"] = empty,
            ["restart all"] = all,
            ["restart file"] = (double)folder.Bytes / options.Names,
        };

        async Task<double> StartAsync(string? name)
        {
            using Roles roles = new(options);
            await using RpcClient client = new();
            long start = Stopwatch.GetTimestamp();
            (_, string endpoint) = await roles.StartServerAsync(Variant.Names, cancellationToken, folder.Database);
            INameServer server = client.Get<INameServer>(endpoint);
            NameEntry entry = await server.LookupAsync(name ?? NameRules.OwnName, cancellationToken);
            double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (name is not null)
            {
                Listing.Check(name, entry);
            }

            return took;
        }
    }
}
