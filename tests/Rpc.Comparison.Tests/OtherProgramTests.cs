using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Tests;

/// <summary>The program as a process: the web's rows, lists and errors. Runs beside <see cref="ProgramTests"/>.</summary>
public sealed class OtherProgramTests
{
    [Fact]
    public async Task The_rows_of_the_web_answer_rightly()
    {
        (int exitCode, string output) = await ComparisonProgram.RunAsync(
            "--rounds", "1", "--duration", "0.05", "--only", "http-json", "--only", "signalr",
            "--workload", "welcome", "--workload", "echo1k", "--workload", "inflight64", "--workload", "stream");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Left out", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_without_the_workload_and_unknown_names_end_with_an_error()
    {
        (int exitCode, string output) = await ComparisonProgram.RunAsync("--only", "raw-cs-stream", "--workload", "paced");
        Assert.Equal(1, exitCode);
        Assert.Contains("None of these rows has any of these workloads", output, StringComparison.Ordinal);

        (exitCode, output) = await ComparisonProgram.RunAsync("--only", "nobody");
        Assert.Equal(1, exitCode);
        Assert.Contains("There is no 'nobody' for --only.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_names_all_rows_and_workloads()
    {
        (int exitCode, string output) = await ComparisonProgram.RunAsync("--list");
        Assert.Equal(0, exitCode);
        Assert.All(PeerCatalog.All, peer => Assert.Contains(peer.Name, output, StringComparison.Ordinal));
        Assert.All(Workloads.All.Keys, workload => Assert.Contains(workload, output, StringComparison.Ordinal));
    }
}
