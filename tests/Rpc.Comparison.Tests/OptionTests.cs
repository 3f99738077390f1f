using Rpc.Comparison.Cli;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Tests;

public sealed class OptionTests
{
    [Theory]
    [InlineData("--only nothing", "There is no 'nothing' for --only. There is: raw-c, ")]
    [InlineData("--workload nothing", "There is no 'nothing' for --workload. There is: sequential")]
    [InlineData("--rounds 0", "--rounds must be between 1 and 1,000.")]
    [InlineData("--rounds many", "many")]
    [InlineData("--duration 0", "--duration must be between 0.05 and 600 seconds.")]
    [InlineData("--duration 601", "--duration must be between 0.05 and 600 seconds.")]
    [InlineData("--rate 0", "--rate must be between 1 and 1,000,000 calls per second.")]
    [InlineData("--pin sideways", "sideways")]
    [InlineData("--json no/such/folder/result.json", "The folder of the file for --json does not exist.")]
    [InlineData("--svg no/such/folder/result.svg", "The folder of the file for --svg does not exist.")]
    [InlineData("--fast", "--fast")]
    public void Bad_options_are_named(string line, string error)
    {
        Assert.Contains(ComparisonCommand.Create().Parse(line).Errors, found => found.Message.Contains(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--quick")]
    [InlineData("--list")]
    [InlineData("--only rpc-sync --only raw-cs-blocking --workload sequential --workload paced --rounds 2 --duration 0.5 --rate 5000 --json result.json --svg result.svg")]
    public void Good_options_are_taken(string line)
    {
        Assert.Empty(ComparisonCommand.Create().Parse(line).Errors);
    }

    [Fact]
    public void Quick_covers_ours_and_the_floors_and_a_plain_run_everything()
    {
        Assert.All(Cell.Select(true, [], []), cell => Assert.NotEqual(PeerKind.Other, cell.Peer.Kind));
        Assert.Contains(Cell.Select(true, [], []), cell => cell is { Peer.Name: "rpc-async", Workload: "inflight64" });
        Assert.Equal(PeerCatalog.All.Sum(peer => peer.Workloads.Count), Cell.Select(false, [], []).Count);
    }

    [Fact]
    public void Named_rows_and_workloads_win_over_what_quick_leaves_out()
    {
        Assert.Equal(
            [("http-json", "echo1k")],
            Cell.Select(true, ["http-json"], ["echo1k"]).Select(cell => (cell.Peer.Name, cell.Workload)));
        Assert.Empty(Cell.Select(false, ["raw-cs-stream"], ["sequential"]));
    }

    [Fact]
    public void Every_peer_names_workloads_that_exist_and_floors_that_run_them()
    {
        Assert.All(PeerCatalog.All, peer => Assert.All(peer.Workloads, workload =>
        {
            Assert.Contains(workload, Workloads.All.Keys);
            if (peer.FloorOf(workload) is { } floor)
            {
                Assert.Contains(workload, PeerCatalog.Get(floor).Workloads);
            }
        }));
        Assert.Equal(PeerCatalog.All.Count, PeerCatalog.All.Select(peer => peer.Name).Distinct().Count());
    }

    [Fact]
    public void The_command_of_a_report_makes_the_runs_again_and_names_no_files()
    {
        ComparisonOptions options = new(true, ["rpc-sync"], ["paced"], 2, 0.5, 5000, Pinning.Shared, new FileInfo("result.json"), null);
        Assert.Equal(
            "dotnet run -c Release --project benchmarks/Rpc.Comparison -- --quick --only rpc-sync --workload paced --rounds 2 --duration 0.5 --rate 5000 --pin Shared",
            options.Command);
        Assert.Equal(
            "dotnet run -c Release --project benchmarks/Rpc.Comparison",
            new ComparisonOptions(false, [], [], null, null, RunPlan.DefaultRate, Pinning.None, null, null).Command);
    }
}
