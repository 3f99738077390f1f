using System.Text.Json;
using Rpc.Tests.Shared;

namespace Rpc.Scale.Tests;

/// <summary>Each scenario of benchmarks/Rpc.Scale, very small: its processes start, every answer is right, and every measure is read. No number is judged.</summary>
/// <remarks>Not startup: it publishes programs, which takes longer than all of these together.</remarks>
public sealed class ScenarioTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("idle", 10)]
    [InlineData("active", 16)]
    [InlineData("large", 23)]
    [InlineData("streams", 11)]
    [InlineData("slow", 10)]
    [InlineData("threads", 16)]
    public async Task A_scenario_runs_to_its_end(string name, int measures)
    {
        string json = Path.Combine(Path.GetTempPath(), $"rpc-scale-{name}-{Guid.NewGuid():N}.json");
        try
        {
            string[] arguments = ["--only", name, "--connections", "50", "--streams", "20", "--names", "200", "--bytes", "1000000", "--rounds", "1", "--duration", "0.1", "--json", json];
            await using ProgramRun run = await ProgramRun.CompleteAsync(Benchmark, arguments, limit: s_limit);

            Assert.True(await run.ExitAsync(s_limit) == 0, run.Errors);
            using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
            JsonElement[] rows = [.. report.RootElement.GetProperty("rows").EnumerateArray()];
            Assert.Equal(measures, rows.Length);
            Assert.All(rows, row => Assert.Equal(name, row.GetProperty("scenario").GetString()));
            Assert.True(await run.AllGoneAsync(s_limit), "Processes of the scenario outlived it.");
        }
        finally
        {
            File.Delete(json);
        }
    }

    [Fact]
    public async Task More_connections_than_descriptors_are_refused_before_anything_starts()
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Benchmark, ["--only", "idle", "--connections", "2000000000", "--rounds", "1"], limit: s_limit);

        Assert.Equal(1, await run.ExitAsync(s_limit));
        Assert.Contains("file descriptors", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_scenario_is_an_error_that_lists_the_known_ones()
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Benchmark, ["--only", "fast"], limit: s_limit);

        Assert.Equal(1, await run.ExitAsync(s_limit));
        Assert.Contains("idle, active, large, streams, slow, threads, startup, naming", run.Errors, StringComparison.Ordinal);
    }

    private static string Benchmark => RepositoryPaths.Path("benchmarks", "Rpc.Scale", "bin", RepositoryPaths.Configuration, "net10.0", "Rpc.Scale");
}
