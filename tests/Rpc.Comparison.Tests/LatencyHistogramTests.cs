using System.Diagnostics;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_within_one_percent_of_the_true_ones()
    {
        LatencyHistogram histogram = new();
        for (int microseconds = 1; microseconds <= 100_000; microseconds++)
        {
            histogram.Record(Ticks(microseconds));
        }

        Assert.Equal(100_000, histogram.Count);
        Assert.InRange(histogram.PercentileMicroseconds(0.50), 49_500, 50_500);
        Assert.InRange(histogram.PercentileMicroseconds(0.99), 98_010, 99_990);
        Assert.InRange(histogram.PercentileMicroseconds(0.999), 98_901, 100_899);
    }

    [Fact]
    public void One_slow_call_among_a_thousand_is_beyond_the_p99_and_is_the_slowest()
    {
        LatencyHistogram histogram = new();
        for (int i = 0; i < 999; i++)
        {
            histogram.Record(Ticks(10));
        }

        histogram.Record(Ticks(5000));
        Assert.InRange(histogram.PercentileMicroseconds(0.99), 9.9, 10.1);
        Assert.InRange(histogram.PercentileMicroseconds(0.999), 9.9, 10.1);
        Assert.InRange(histogram.PercentileMicroseconds(1), 4950, 5050);
    }

    [Fact]
    public void Histograms_of_several_callers_add_up()
    {
        LatencyHistogram fast = new();
        LatencyHistogram slow = new();
        fast.Record(Ticks(10));
        fast.Record(Ticks(10));
        slow.Record(Ticks(1000));
        fast.Add(slow);

        Assert.Equal(3, fast.Count);
        Assert.InRange(fast.PercentileMicroseconds(0.5), 9.9, 10.1);
        Assert.InRange(fast.PercentileMicroseconds(1), 990, 1010);
    }

    [Fact]
    public void Nothing_recorded_and_a_cleared_histogram_say_zero()
    {
        LatencyHistogram histogram = new();
        Assert.Equal(0, histogram.PercentileMicroseconds(0.5));
        histogram.Record(Ticks(10));
        histogram.Clear();
        Assert.Equal(0, histogram.Count);
        Assert.Equal(0, histogram.PercentileMicroseconds(0.99));
    }

    [Fact]
    public void Zero_ticks_and_more_than_the_longest_run_have_a_bucket()
    {
        LatencyHistogram histogram = new();
        histogram.Record(0);
        histogram.Record(long.MaxValue);
        Assert.Equal(0, histogram.PercentileMicroseconds(0.5));
        Assert.True(histogram.PercentileMicroseconds(1) > 0);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        LatencyHistogram histogram = new();
        histogram.Record(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            histogram.Record(i * 997);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static long Ticks(long microseconds) => microseconds * Stopwatch.Frequency / 1_000_000;
}
