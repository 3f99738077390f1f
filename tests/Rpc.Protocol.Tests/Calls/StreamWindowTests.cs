using Rpc.Calls;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>How a stream's window grows and shrinks, and what the windows of a connection leave each other. Time is a number here.</summary>
public sealed class StreamWindowTests
{
    private const int KiB = 1024;

    private readonly RpcLimits _limits = new();
    private readonly StreamBudget _budget = new(16 * KiB * KiB);

    [Fact]
    public void It_begins_with_the_first_window_and_ends_with_nothing_taken()
    {
        StreamWindow window = Open();
        Assert.Equal(64 * KiB, window.Size);
        Assert.Equal(16 * KiB * KiB - 60 * KiB, _budget.Free);
        window.Close();
        window.Close();
        Assert.Equal(16 * KiB * KiB, _budget.Free);
    }

    [Fact]
    public void Credit_is_given_for_what_was_read_once_it_is_half_the_window()
    {
        StreamWindow window = Open();
        Assert.Equal(0, window.Read(31 * KiB, 0, 1));
        Assert.Equal(33 * KiB, window.Read(2 * KiB, 0, 2));
        Assert.Equal(0, window.Read(31 * KiB, 0, 3));
    }

    [Fact]
    public void A_reader_that_waits_for_its_writer_gets_twice_as_much_up_to_the_most()
    {
        StreamWindow window = Open();
        long allowed = window.Size;
        long read = 0;
        foreach (int next in new[] { 128, 256, 512, 1024, 1024, 1024 })
        {
            window.Waited();
            int half = window.Size / 2;
            allowed += window.Read(half, 0, 0);
            read += half;
            Assert.Equal(next * KiB, window.Size);
            Assert.Equal(window.Size, allowed - read);
        }

        window.Close();
        Assert.Equal(16 * KiB * KiB, _budget.Free);
    }

    [Fact]
    public void A_reader_that_never_waits_or_takes_longer_than_a_second_gets_no_more()
    {
        StreamWindow window = Open();
        Assert.Equal(32 * KiB, window.Read(32 * KiB, 0, 10));
        window.Waited();
        Assert.Equal(32 * KiB, window.Read(32 * KiB, 0, 1_010));
        Assert.Equal(64 * KiB, window.Size);
        window.Waited();
        Assert.Equal(96 * KiB, window.Read(32 * KiB, 0, 1_500));
    }

    [Fact]
    public void Items_that_lay_unread_for_a_second_shrink_it_to_the_least_and_reading_on_lets_it_grow_again()
    {
        StreamWindow window = Open();
        int credit = 0;
        for (int i = 0; i < 16; i++)
        {
            credit += window.Read(4 * KiB, 1_000, 2_000 + i);
        }

        Assert.Equal(StreamWindow.Least, window.Size);
        Assert.Equal(StreamWindow.Least, credit);
        Assert.Equal(16 * KiB * KiB, _budget.Free);
        window.Waited();
        Assert.Equal(6 * KiB, window.Read(2 * KiB, 0, 2_100));
        Assert.Equal(8 * KiB, window.Size);
    }

    [Fact]
    public void First_windows_leave_half_of_the_budget_to_streams_that_are_read()
    {
        StreamWindow[] idle = [.. Enumerable.Range(0, 999).Select(_ => Open())];
        Assert.Equal(8 * KiB * KiB, _budget.Free);
        Assert.Equal(8 * KiB * KiB + 999 * StreamWindow.Least, idle.Sum(static w => (long)w.Size));
        StreamWindow read = Open();
        Assert.Equal(StreamWindow.Least, read.Size);
        for (int i = 0; i < 8; i++)
        {
            read.Waited();
            read.Read(read.Size / 2, 0, 0);
        }

        Assert.Equal(KiB * KiB, read.Size);
        foreach (StreamWindow window in idle.Append(read))
        {
            window.Close();
        }

        Assert.Equal(16 * KiB * KiB, _budget.Free);
    }

    [Fact]
    public void With_nothing_to_give_every_stream_has_the_least()
    {
        var window = new StreamWindow(_limits, new StreamBudget(0));
        Assert.Equal(StreamWindow.Least, window.Open(0));
        window.Waited();
        Assert.Equal(2 * KiB, window.Read(2 * KiB, 0, 1));
        Assert.Equal(StreamWindow.Least, window.Size);
    }

    [Fact]
    public void Items_longer_than_the_window_are_credited_whole()
    {
        StreamWindow window = Open();
        Assert.Equal(300 * KiB, window.Read(300 * KiB, 0, 1));
        Assert.Equal(300 * KiB - 60 * KiB, window.Read(300 * KiB, 5_000, 5_001));
        Assert.Equal(StreamWindow.Least, window.Size);
    }

    private StreamWindow Open()
    {
        var window = new StreamWindow(_limits, _budget);
        window.Open(0);
        return window;
    }
}
