using System.Diagnostics;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Tests;

public sealed class CallLoopTests
{
    [Fact]
    public void Every_answer_is_checked()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => CallLoop.Run(n => n == 3 ? 0 : n + 1, Answers.CheckSum, new LatencyHistogram(), CallLoop.EndAfter(TimeSpan.FromSeconds(10))));
        Assert.Equal("3 + 1 was answered with 0.", error.Message);
    }

    [Fact]
    public async Task Every_awaited_answer_is_checked()
    {
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => CallLoop.RunAsync(
            _ => ValueTask.FromResult("Hi welcome Bob"), Answers.CheckWelcome, new LatencyHistogram(), CallLoop.EndAfter(TimeSpan.FromSeconds(10))));
        Assert.Contains("Hi welcome Bob", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stall_counts_for_the_calls_that_were_due_meanwhile()
    {
        // The first call takes until the end of the window. A call that counted from its own start would take no time at all.
        LatencyHistogram histogram = new();
        long end = CallLoop.EndAfter(TimeSpan.FromMilliseconds(300));
        CallLoop.RunPaced(
            n =>
            {
                while (n == 0 && Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end) > TimeSpan.FromMilliseconds(100))
                {
                    Thread.Sleep(1);
                }

                return n + 1;
            },
            Answers.CheckSum,
            histogram,
            end,
            rate: 100);

        Assert.True(histogram.Count > 1, "The calls behind the stall were not made.");
        Assert.True(histogram.PercentileMicroseconds(0.5) > 20_000, "The calls behind the stall do not show it.");
    }

    [Fact]
    public void A_paced_caller_makes_no_more_calls_than_are_due()
    {
        LatencyHistogram histogram = new();
        CallLoop.RunPaced(n => n + 1, Answers.CheckSum, histogram, CallLoop.EndAfter(TimeSpan.FromMilliseconds(200)), rate: 100);
        Assert.InRange(histogram.Count, 1, 20);
    }

    [Fact]
    public void A_wait_is_never_over_too_early()
    {
        for (int microseconds = 0; microseconds < 2000; microseconds += 130)
        {
            long due = Stopwatch.GetTimestamp() + (microseconds * Stopwatch.Frequency / 1_000_000);
            PreciseWait.Until(due);
            Assert.True(Stopwatch.GetTimestamp() >= due);
        }
    }

    [Fact]
    public void An_echo_with_one_wrong_byte_in_the_middle_is_noticed_at_warm_up()
    {
        EchoPayload payload = new(1024);
        byte[] answer = [.. payload.Next(0)];
        answer[500]++;
        Assert.Throws<InvalidOperationException>(() => payload.Check(0, answer));
    }

    [Fact]
    public void An_echo_of_an_earlier_call_is_noticed()
    {
        EchoPayload payload = new(1024, headroom: 12);
        byte[] old = [.. payload.Next(0).AsSpan(12)];
        payload.Check(0, old);
        payload.Next(1);
        Assert.Throws<InvalidOperationException>(() => payload.Check(1, old));
    }
}
