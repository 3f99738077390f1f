using System.Text.Json;
using Rpc.Tests.Shared;

namespace Rpc.Scale.Tests;

/// <summary>The naming scenario, very small, with those of the other name servers that are built here. No number is judged.</summary>
public sealed class NamingTests
{
    /// <summary>Rows of this library's name server alone.</summary>
    private const int OwnRows = 25;

    // Twenty processes, one after another.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(180);

    /// <summary>Each with the rows that it adds: its rates, a latency, and the ratios to it.</summary>
    private static readonly Dictionary<string, int> s_peers = new(StringComparer.Ordinal) { ["omninames"] = 12, ["icegrid"] = 8, ["pyro4-ns"] = 8 };

    [Fact]
    public async Task The_naming_scenario_runs_with_the_name_servers_that_are_built_names_the_others_and_leaves_nothing_behind()
    {
        using TemporaryFolder temporary = new();
        string json = Path.Combine(temporary.Path, "naming.json");
        string[] arguments = ["--only", "naming", "--names", "200", "--connections", "20", "--rounds", "1", "--duration", "0.1", "--json", json];
        await using ProgramRun run = await ProgramRun.CompleteAsync(
            RepositoryPaths.Path("benchmarks", "Rpc.Scale", "bin", RepositoryPaths.Configuration, "net10.0", "Rpc.Scale"),
            arguments,
            limit: s_limit,
            environment: new Dictionary<string, string> { ["TMPDIR"] = temporary.Path });

        Assert.True(await run.ExitAsync(s_limit) == 0, run.Errors);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        JsonElement[] rows = [.. report.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(OwnRows + s_peers.Where(peer => IsBuilt(peer.Key)).Sum(peer => peer.Value), rows.Length);
        Assert.All(rows, row => Assert.True(row.GetProperty("median").GetDouble() != 0 || row.GetProperty("measure").GetString()!.Contains("bytes per name", StringComparison.Ordinal), row.ToString()));
        Assert.All(s_peers.Keys, peer => Assert.Equal(!IsBuilt(peer), run.Errors.Contains($"{peer} is left out", StringComparison.Ordinal)));
        Assert.True(await run.AllGoneAsync(s_limit), "Processes of the scenario outlived it.");
        Assert.Empty(Directory.EnumerateDirectories(temporary.Path, "rpc-*"));
    }

    private static bool IsBuilt(string peer) => File.Exists(RepositoryPaths.Path("artifacts", "peers", peer, "client"));
}
