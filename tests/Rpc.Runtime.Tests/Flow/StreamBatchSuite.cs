using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Items that travel together: none is held back, lost, doubled or taken for another.</summary>
public abstract class StreamBatchSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task A_million_items_come_in_order()
    {
        IFeeds feeds = Serve<IFeeds>(new Feeds());
        int next = 0;
        await foreach (int item in feeds.Fast(1_000_000))
        {
            if (item != next++)
            {
                Assert.Fail($"{item} came where {next - 1} was next.");
            }
        }

        Assert.Equal(1_000_000, next);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_item_is_there_before_its_writer_goes_on(bool blocks)
    {
        IFeeds feeds = Serve<IFeeds>(new Feeds());
        await using IAsyncEnumerator<int> items = (blocks ? feeds.Blocked(20) : feeds.Gated(20)).GetAsyncEnumerator();
        for (int i = 0; i < 20; i++)
        {
            // The writer makes the next one only when this one has been seen.
            Assert.True(await items.MoveNextAsync().AsTask().Within());
            Assert.Equal(i, items.Current);
            feeds.Go();
        }

        Assert.False(await items.MoveNextAsync().AsTask().Within());
    }

    [Fact]
    public async Task Cancelling_takes_effect_at_the_next_item_though_more_have_arrived()
    {
        IFeeds feeds = Serve<IFeeds>(new Feeds());
        using var stop = new CancellationTokenSource();
        int seen = 0;
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in feeds.Fast(1_000_000).WithCancellation(stop.Token))
            {
                seen = item;
                if (item == 700)
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(700, seen);
        Assert.Equal(stop.Token, exception.CancellationToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(5_000)]
    [InlineData(50_000)]
    public async Task What_came_before_a_failure_is_read_and_then_the_failure(int count)
    {
        IFeeds feeds = Serve<IFeeds>(new Feeds());
        int seen = 0;
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (int item in feeds.FailsAfter(count))
            {
                Assert.Equal(seen++, item);
            }
        });
        Assert.Equal("broken on purpose", exception.Message);
        Assert.Equal(count, seen);

        seen = 0;
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (string item in feeds.NullAfter(count))
            {
                Assert.Equal($"{seen++}", item);
            }
        });
        Assert.Equal(count, seen);
    }

    [Fact]
    public async Task Items_that_only_together_are_over_the_limit_travel_apart()
    {
        IFeeds feeds = NewClient(new RpcClientOptions { Limits = new RpcLimits { MaxMessageBytes = 100_000 } }).Get<IFeeds>(Server.Add<IFeeds>(new Feeds()));
        int[] sizes = [10_000, 99_900, 10, 15_000, 90_000, 3];
        List<byte[]> items = await feeds.Sized(sizes).ToListAsync();
        Assert.Equal(sizes, items.Select(static i => i.Length));
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => feeds.Sized([10_000, 100_001]).ToListAsync());
        Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
        Assert.Contains("100005", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_leaves_in_the_middle_of_a_frame_leaves_nothing_behind()
    {
        IFeeds feeds = Serve<IFeeds>(new Feeds());
        for (int i = 0; i < 50; i++)
        {
            int seen = 0;
            await foreach (int item in feeds.Fast(1_000_000))
            {
                Assert.Equal(seen++, item);
                if (seen == i * 37)
                {
                    break;
                }
            }
        }

        await Patience.UntilAsync(() => Server.Connections.Sum(static c => c.RunningHandlers) == 0, "no handler runs");
        Assert.Equal(0, Client.Connections.Sum(static c => c.PendingCalls));
    }
}
