using System.Diagnostics;
using Rpc.Calls;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class HandlerPaceTests
{
    private static readonly long s_slow = Stopwatch.Frequency / 100;
    private readonly HandlerPace _pace = new();

    [Fact]
    public void A_method_is_neither_quick_nor_blocking_before_anything_is_known()
    {
        Assert.False(_pace.IsQuick);
        Assert.False(_pace.IsBlocking);
    }

    [Fact]
    public void Three_quick_returns_make_it_quick()
    {
        Run(2, 0);
        Assert.False(_pace.IsQuick);
        Run(1, 0);
        Assert.True(_pace.IsQuick);
    }

    [Fact]
    public void One_slow_return_takes_quickness_away()
    {
        Run(10, 0);
        Run(1, s_slow);
        Assert.False(_pace.IsQuick);
        Assert.False(_pace.IsBlocking);
        Run(3, 0);
        Assert.True(_pace.IsQuick);
    }

    [Fact]
    public void A_method_that_held_its_reader_counts_as_blocking_until_it_was_quick_many_times()
    {
        Run(10, 0);
        _pace.Blocked();
        Assert.True(_pace.IsBlocking);
        Run(20, 0);
        Assert.True(_pace.IsBlocking);
        Run(12, 0);
        Assert.False(_pace.IsBlocking);
        Assert.False(_pace.IsQuick);
        Run(3, 0);
        Assert.True(_pace.IsQuick);
    }

    private void Run(int times, long ticks)
    {
        for (int i = 0; i < times; i++)
        {
            _pace.Ran(ticks);
        }
    }
}
