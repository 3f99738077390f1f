using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Many streams on one connection: those that nobody reads keep little, and do not slow the one that is read.</summary>
public abstract class StreamWindowSuite(TestTransport transport) : RpcTest(transport)
{
    private const int Stalled = 999;
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task One_stream_runs_beside_999_that_nobody_reads()
    {
        using var target = new Feeds();
        IFeeds feeds = Serve<IFeeds>(target);
        IAsyncEnumerator<int>[] idle = [.. Enumerable.Range(0, Stalled).Select(_ => feeds.Fast(int.MaxValue).GetAsyncEnumerator())];
        await Task.WhenAll(idle.Select(async s => Assert.True(await s.MoveNextAsync()))).Within();
        Calls.StreamBudget budget = Client.Connections.Single().Streams;
        Assert.InRange(budget.Free, 8 * MiB, 16 * MiB);

        // Two million items are 120 first windows: with the least window and a round trip for half of it they would be 4,000 round trips.
        long least = budget.Free;
        int seen = 0;
        await foreach (int item in feeds.Fast(2_000_000))
        {
            Assert.Equal(seen++, item);
            least = Math.Min(least, budget.Free);
        }

        Assert.Equal(2_000_000, seen);
        Assert.InRange(least, 7 * MiB, 8 * MiB - 60 * 1024);

        // The others go on where they were.
        await Task.WhenAll(idle.Select(async s =>
        {
            for (int i = 1; i < 3_000; i++)
            {
                Assert.True(await s.MoveNextAsync());
                Assert.Equal(i, s.Current);
            }

            await s.DisposeAsync();
        })).Within();
        Assert.Equal(16 * MiB, budget.Free);
        Assert.Single(Server.Connections);
    }

    [Fact]
    public async Task Items_unread_for_a_second_cost_the_stream_its_window_and_nothing_else()
    {
        using var target = new Feeds();
        IFeeds feeds = Serve<IFeeds>(target);
        await using IAsyncEnumerator<int> items = feeds.Fast(1_000_000).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync());
        Calls.StreamBudget budget = Client.Connections.Single().Streams;
        Assert.Equal(16 * MiB - 60 * 1024, budget.Free);
        await Task.Delay(1_300, TestContext.Current.CancellationToken);
        long most = 0;
        for (int i = 1; i < 1_000_000; i++)
        {
            Assert.True(await items.MoveNextAsync());
            Assert.Equal(i, items.Current);
            most = Math.Max(most, budget.Free);
        }

        Assert.Equal(16 * MiB, most);
        Assert.False(await items.MoveNextAsync());
    }
}
