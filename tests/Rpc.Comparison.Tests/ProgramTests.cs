using System.Text.Json;
using System.Xml.Linq;
using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Tests;

/// <summary>The program as a process. Nothing here looks at how fast anything was.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comparison").FullName;

    [Fact]
    public async Task Ours_and_the_floors_run_every_workload_and_check_every_answer()
    {
        IEnumerable<IPeer> peers = PeerCatalog.All.Where(peer => peer.Kind != PeerKind.Other && peer.Missing is null);
        string json = Path.Combine(_folder, "result.json");
        string svg = Path.Combine(_folder, "result.svg");
        (int exitCode, string output) = await ComparisonProgram.RunAsync(
            ["--rounds", "1", "--duration", "0.1", "--json", json, "--svg", svg, .. peers.SelectMany(peer => new[] { "--only", peer.Name })]);

        Assert.True(exitCode == 0, output);
        using JsonDocument file = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        List<(string? Name, string? Workload)> rows = [];
        foreach (JsonElement row in file.RootElement.GetProperty("rows").EnumerateArray())
        {
            rows.Add((row.GetProperty("name").GetString(), row.GetProperty("workload").GetString()));
            Assert.True(row.GetProperty("callsPerSecond").GetDouble() > 0);
            Assert.True(row.GetProperty("clientCpuMicroseconds").GetDouble() > 0);
            bool isStream = row.GetProperty("workload").GetString() == Workloads.Stream;
            Assert.Equal(isStream, row.GetProperty("p999Microseconds").GetDouble() == 0);
        }

        Assert.Equal(
            peers.SelectMany(peer => peer.Workloads.Select(workload => ((string?)peer.Name, (string?)workload))).Order(),
            rows.Order());
        Assert.Equal(rows.Count, XElement.Load(svg).Elements().Count(element => element.Attribute("class")?.Value.StartsWith("row ", StringComparison.Ordinal) == true));
        Assert.Contains("| goal | what", output, StringComparison.Ordinal);
        Assert.All(Workloads.All.Keys, workload => Assert.Contains($"| {workload} ", output, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
