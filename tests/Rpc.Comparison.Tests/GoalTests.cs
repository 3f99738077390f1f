using Rpc.Comparison.Reporting;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Tests;

public sealed class GoalTests
{
    [Fact]
    public void Goals_without_their_rows_are_not_run()
    {
        IEnumerable<GoalResult> results = GoalBook.All.Select(goal => goal.Check(MadeUpRuns.Log()));
        Assert.All(results, result =>
        {
            Assert.Equal(Verdict.NotRun, result.Verdict);
            Assert.Null(result.Value);
        });
    }

    [Theory]
    [InlineData(960, 961, 962, "Met")]
    [InlineData(900, 901, 902, "Missed")]
    [InlineData(800, 945, 1100, "Equal")]
    public void A_rate_is_met_missed_or_equal_to_its_bound(double first, double second, double third, string expected)
    {
        RunLog log = MadeUpRuns.Log(
            ("raw-cs-blocking", "sequential", MadeUpRuns.Rates(1000, 1000, 1000)),
            ("rpc-sync-nospin", "sequential", MadeUpRuns.Rates(first, second, third)));

        GoalResult result = Check("rpc-sync-nospin / raw-cs-blocking, sequential", log);
        Assert.Equal(expected, result.Verdict.ToString());
        Assert.Equal(second / 1000, result.Value!.Value.Median, 6);
        Assert.Equal("≥ 0.95", result.Wanted);
    }

    [Theory]
    [InlineData(12.9, "Met")]
    [InlineData(13.1, "Missed")]
    public void Less_cpu_is_better(double cpu, string expected)
    {
        RunLog log = MadeUpRuns.Log(
            ("raw-cs-blocking", "sequential", [MadeUpRuns.Run(cpu: 10)]),
            ("rpc-sync-nospin", "sequential", [MadeUpRuns.Run(cpu: cpu)]));
        Assert.Equal(expected, Check("rpc-sync-nospin / raw-cs-blocking, sequential, CPU", log).Verdict.ToString());
    }

    [Fact]
    public void Cpu_in_flight_is_held_against_the_peer_that_needs_least()
    {
        RunLog log = MadeUpRuns.Log(
            ("raw-cs-mux", "inflight64", [MadeUpRuns.Run(cpu: 1)]),
            ("rpc-async", "inflight64", [MadeUpRuns.Run(cpu: 6)]),
            ("signalr", "inflight64", [MadeUpRuns.Run(cpu: 20)]),
            ("thrift", "inflight64", [MadeUpRuns.Run(cpu: 12)]));
        Assert.Equal(0.5, Check("rpc-async / the peer with the lowest, inflight64, CPU", log).Value!.Value.Median, 6);
    }

    [Fact]
    public void The_best_of_the_other_net_rows_is_the_one_to_beat()
    {
        RunLog log = MadeUpRuns.Log(
            ("rpc-async", "sequential", MadeUpRuns.Rates(3000)),
            ("signalr", "sequential", MadeUpRuns.Rates(2000)),
            ("http-json", "sequential", MadeUpRuns.Rates(1000)));
        GoalResult result = Check("rpc-async / best of http-json and signalr, sequential", log);
        Assert.Equal(Verdict.Missed, result.Verdict);
        Assert.Equal(1.5, result.Value!.Value.Median, 6);
    }

    [Theory]
    [InlineData(100_000, 0.3, "Met")] // 30 KB in all: what two processes allocate by themselves
    [InlineData(100_000, 24, "Missed")] // one small object per call
    [InlineData(1_000_000, 0.5, "Missed")] // 500 KB in all is no noise
    public void Bytes_beyond_what_processes_allocate_by_themselves_count(long calls, double bytes, string expected)
    {
        RunLog log = MadeUpRuns.Log(("rpc-sync", "sequential", [MadeUpRuns.Run(bytes: bytes, calls: calls)]));
        Assert.Equal(expected, Check("rpc-sync, sequential, bytes allocated per call", log).Verdict.ToString());
    }

    [Fact]
    public void A_stream_is_held_against_a_number_of_items()
    {
        RunLog log = MadeUpRuns.Log(("rpc-async", "stream", MadeUpRuns.Rates(12e6, 12.1e6, 12.2e6)));
        GoalResult result = Check("rpc-async, stream", log);
        Assert.Equal(Verdict.Met, result.Verdict);
        Assert.Equal("≥ 10.0 M/s", result.Wanted);
        Assert.Equal(12.1, result.Value!.Value.Median, 3);
    }

    [Fact]
    public void Every_goal_from_1_to_6_has_a_line_and_no_line_stands_twice()
    {
        Assert.Equal(Enumerable.Range(1, 6), GoalBook.All.Select(goal => goal.Number).Distinct().Order());
        Assert.Equal(GoalBook.All.Count, GoalBook.All.Select(goal => goal.What).Distinct().Count());
    }

    private static GoalResult Check(string what, RunLog log) => Assert.Single(GoalBook.All, goal => goal.What == what).Check(log);
}
