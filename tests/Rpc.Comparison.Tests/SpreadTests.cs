using Rpc.Comparison.Reporting;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Tests;

public sealed class SpreadTests
{
    [Fact]
    public void Quartiles_of_five_runs_are_the_second_and_the_fourth()
    {
        Assert.Equal(new Spread(2, 3, 4), Spread.Of([5, 1, 4, 2, 3]));
    }

    [Fact]
    public void Quartiles_between_runs_are_interpolated()
    {
        Assert.Equal(new Spread(1.75, 2.5, 3.25), Spread.Of([1, 2, 3, 4]));
        Assert.Equal(new Spread(7, 7, 7), Spread.Of([7]));
    }

    [Theory]
    [InlineData(0.9, 1.0, 1.1, true)]
    [InlineData(1.1, 1.15, 1.2, false)]
    [InlineData(1.0, 1.0, 1.0, false)]
    public void A_difference_smaller_than_the_spread_is_none(double low, double median, double high, bool isEqual)
    {
        Assert.Equal(isEqual, new Spread(low, median, high).IsEqualTo(1));
    }

    [Fact]
    public void A_ratio_is_computed_round_by_round()
    {
        // The machine is half as fast in the second round. The quotient of the medians would be 1.5.
        RunLog log = MadeUpRuns.Log(
            ("raw-cs-blocking", "sequential", MadeUpRuns.Rates(1000, 500, 800)),
            ("rpc-sync", "sequential", MadeUpRuns.Rates(2000, 1000, 1200)));

        Ratio ratio = Assert.Single(Ratio.All(log));
        Assert.Equal(("rpc-sync", "raw-cs-blocking", "sequential"), (ratio.Row, ratio.Floor, ratio.Workload));
        Assert.Equal(new Spread(1.75, 2, 2), ratio.CallsPerSecond);
        Assert.Equal(new Spread(1, 1, 1), ratio.Cpu);
    }

    [Fact]
    public void A_row_without_its_floor_has_no_ratio()
    {
        Assert.Empty(Ratio.All(MadeUpRuns.Log(
            ("raw-cs-blocking", "welcome", MadeUpRuns.Rates(1000)),
            ("rpc-sync", "sequential", MadeUpRuns.Rates(1000)))));
    }
}
