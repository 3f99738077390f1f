using System.Globalization;
using Rpc.Fuzz.Tests.Harness;
using Rpc.Fuzz.Tests.Instrumenting;
using Rpc.Tests.Shared;

namespace Rpc.Fuzz.Tests;

public sealed class FuzzTests : IDisposable
{
    // What a pull request has time for.
    private const long Budget = 2_000_000;
    private const double LeastCovered = 90;

    private static readonly string[] Rooms = ["Rpc.Protocol", "Rpc.Codec"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_bytes_come_they_are_read_or_refused_and_nearly_every_edge_of_the_readers_is_gone_over()
    {
        IReadOnlyList<Edge> edges = InstrumentedCopy.Make(FuzzRun.Built, _folder.Path);
        FuzzRun run = await FuzzRun.StartAsync(_folder.Path, Folder("out"), FuzzRun.NextSeed, Budget, TimeSpan.FromMinutes(9), [.. Extra()]);
        Assert.True(run.Findings.Count == 0, Tell(run));
        Assert.True(run.Counts["inputs"] >= Budget && run.Counts["accepted"] > Budget / 50);
        Coverage(edges, run.Hits, run);
    }

    [Fact]
    [Trait("Category", "Nightly")]
    public async Task A_hundred_million_inputs_find_nothing()
    {
        InstrumentedCopy.Make(FuzzRun.Built, _folder.Path);
        int seed = FuzzRun.NextSeed;
        int workers = Math.Clamp(Environment.ProcessorCount, 1, 8);
        FuzzRun[] runs = await Task.WhenAll(Enumerable.Range(0, workers).Select(i => FuzzRun.StartAsync(_folder.Path, Folder($"out-{i}"), seed + i, 100_000_000 / workers, TimeSpan.FromMinutes(58))));
        Assert.All(runs, run => Assert.True(run.Findings.Count == 0, Tell(run)));
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"{runs.Sum(run => run.Counts["inputs"]):N0} inputs in {workers} processes, seeds {seed} to {seed + workers - 1}, {runs.Max(run => run.Counts["seconds"]):0} s"));
    }

    [Theory]
    [InlineData("Rpc.Protocol.WireReader", "Take", 0)]
    [InlineData("Rpc.Protocol.WireReader", "ReadBytes", 0)]
    [InlineData("Rpc.Protocol.BindPayload", "Read", 0)]
    [InlineData("Rpc.Codec.RpcReader", "Take", 0)]
    [InlineData("Rpc.Codec.RpcReader", "ReadCount", 0)]
    [InlineData("Rpc.Codec.RpcReader", "Enter", 0)]
    [InlineData("Rpc.Codec.StringCodec", "RefuseHalves", 0)]
    [InlineData("Rpc.Codec.DecodeBudget", "Check", 0)]
    public async Task A_check_that_is_missing_is_found(string type, string method, int number)
    {
        InstrumentedCopy.Make(FuzzRun.Built, _folder.Path, new Sabotage(type, method, number));
        FuzzRun run = await FuzzRun.StartAsync(_folder.Path, Folder("out"), FuzzRun.NextSeed, Budget, TimeSpan.FromMinutes(9), "--stop-at-first");
        Assert.True(run.Findings.Count > 0, $"Nobody noticed that {type}.{method} lacks its check number {number}. Seed {run.Seed}.");
        string after = run.Counts.TryGetValue("inputs", out double inputs) ? string.Create(CultureInfo.InvariantCulture, $"after {inputs:N0} inputs") : "by the end of the process";
        Counts.Tell($"without a check of {type}.{method}: found {after}, seed {run.Seed}");
    }

    private static string Tell(FuzzRun run) =>
        $"Seed {run.Seed}: RPC_FUZZ_SEED={run.Seed} repeats it. Each finding is a target, its input in hexadecimal, and what happened. Mend it, and keep the input as a line of tests/Rpc.Fuzz.Tests/Regressions/TARGET.txt.\n\n{string.Join("\n\n", run.Findings)}";

    private static void Coverage(IReadOnlyList<Edge> edges, byte[] hits, FuzzRun run)
    {
        Assert.Equal(edges.Count, hits.Length);
        (Edge Edge, bool IsHit)[] measured = [.. edges.Zip(hits, (edge, hit) => (edge, hit != 0)).Where(each => each.edge.Room.Length > 0)];
        string file = RepositoryPaths.Path("artifacts", "fuzz", "uncovered.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, measured.Where(each => !each.IsHit).GroupBy(each => each.Edge.Method).SelectMany(method => (string[])[method.Key, .. method.Select(each => $"    {each.Edge.Place} {each.Edge.What}")]));
        double whole = Percent(measured);
        string rooms = string.Join(", ", Rooms.Select(room => string.Create(CultureInfo.InvariantCulture, $"{room[4..]} {Percent(measured.Where(each => each.Edge.Room == room)):0.0} %")));
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"{run.Counts["inputs"]:N0} inputs for {run.Counts["targets"]} targets, {run.Counts["accepted"]:N0} of them read, seed {run.Seed}, {run.Counts["seconds"]:0} s"));
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"{whole:0.0} % of {measured.Length:N0} edges ({rooms}), the others in artifacts/fuzz/uncovered.txt"));
        Assert.All(Rooms, room => Assert.InRange(Percent(measured.Where(each => each.Edge.Room == room)), LeastCovered, 100));
    }

    private static double Percent(IEnumerable<(Edge Edge, bool IsHit)> edges) => 100 * edges.Average(each => each.IsHit ? 1.0 : 0);

    // RPC_FUZZ_KEEP=1 writes the corpus anew from what this run reached.
    private static IEnumerable<string> Extra() => Environment.GetEnvironmentVariable("RPC_FUZZ_KEEP") == "1" ? [$"--minimised={RepositoryPaths.Path("tests", "Rpc.Fuzz.Tests", "Corpus")}"] : [];

    private string Folder(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;
}
