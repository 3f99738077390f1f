using Rpc.Comparison.Running;

namespace Rpc.Comparison.Tests;

public sealed class RunnerTests
{
    private static readonly RunPlan s_plan = RunPlan.Full with { Rounds = 3 };

    [Fact]
    public async Task Every_round_runs_every_row_once()
    {
        List<string> order = [];
        Cell[] cells = [MadeUpRuns.Cell("raw-cs-blocking", "sequential"), MadeUpRuns.Cell("rpc-sync", "sequential")];
        RunLog log = await new Runner(s_plan, Run, new Silence()).RunAsync(cells, TestContext.Current.CancellationToken);

        Assert.Equal(["raw-cs-blocking", "rpc-sync", "raw-cs-blocking", "rpc-sync", "raw-cs-blocking", "rpc-sync"], order);
        Assert.Equal([1, 3, 5], log.Find("raw-cs-blocking", "sequential")!.Select(run => run.CallsPerSecond));
        Assert.Empty(log.Failures);

        Task<RunResult> Run(Cell cell, CancellationToken cancellationToken)
        {
            order.Add(cell.Peer.Name);
            return Task.FromResult(MadeUpRuns.Run(rate: order.Count));
        }
    }

    [Fact]
    public async Task A_row_that_fails_in_a_later_round_is_left_out_and_the_others_go_on()
    {
        int calls = 0;
        Cell good = MadeUpRuns.Cell("rpc-sync", "sequential");
        Cell bad = MadeUpRuns.Cell("omniorb", "sequential");
        Silence progress = new();
        RunLog log = await new Runner(s_plan, Run, progress).RunAsync([bad, good], TestContext.Current.CancellationToken);

        Assert.Null(log.Find("omniorb", "sequential"));
        Assert.Equal(3, log.Find("rpc-sync", "sequential")!.Count);
        RunFailure failure = Assert.Single(log.Failures);
        Assert.Equal((bad, "not installed"), (failure.Cell, failure.Reason));
        Assert.Equal(2, calls);
        Assert.Equal(["omniorb sequential is left out: not installed"], progress.Said);

        Task<RunResult> Run(Cell cell, CancellationToken cancellationToken) =>
            cell == bad && ++calls == 2 ? throw new FileNotFoundException("not installed") : Task.FromResult(MadeUpRuns.Run());
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_failure_of_its_row()
    {
        PairRun run = new(s_plan);
        await Assert.ThrowsAnyAsync<Exception>(() => run.RunAsync(new Cell(new MissingPeer(), "sequential"), TestContext.Current.CancellationToken));
        RunLog log = await new Runner(s_plan, run.RunAsync, new Silence())
            .RunAsync([new Cell(new MissingPeer(), "sequential")], TestContext.Current.CancellationToken);
        Assert.Single(log.Failures);
    }

    [Fact]
    public void Quick_shares_its_time_and_options_change_a_plan()
    {
        RunPlan few = RunPlan.Quick(4);
        RunPlan many = RunPlan.Quick(12);
        Assert.True(few.Duration > many.Duration);
        Assert.True(many.Warmup > TimeSpan.Zero);

        RunPlan shorter = RunPlan.Full.WithDuration(0.3);
        Assert.Equal((0.3, 0.2), (shorter.Duration.TotalSeconds, Math.Round(shorter.Warmup.TotalSeconds, 6)));
        Assert.Equal(TimeSpan.FromSeconds(2), RunPlan.Full.WithDuration(30).Warmup);
    }

    private sealed class Silence : IRunProgress
    {
        public List<string> Said { get; } = [];

        public void RoundBegins(int round, int rounds)
        {
        }

        public void RunBegins(Cell cell)
        {
        }

        public void RunEnded()
        {
        }

        public void Say(string line) => Said.Add(line);
    }
}
