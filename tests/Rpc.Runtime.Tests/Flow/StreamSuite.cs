using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Streams from a server to a reader who may end early, stop reading, or lose the connection.</summary>
public abstract class StreamSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Streams _target = new();

    [Fact]
    public async Task Five_items_and_then_the_end_which_stays_the_end()
    {
        IStreams proxy = Serve<IStreams>(_target);
        await using IAsyncEnumerator<int> items = proxy.Count(5).GetAsyncEnumerator();
        for (int i = 0; i < 5; i++)
        {
            Assert.True(await items.MoveNextAsync().AsTask().Within());
            Assert.Equal(i, items.Current);
        }

        Assert.False(await items.MoveNextAsync().AsTask().Within());
        Assert.False(await items.MoveNextAsync().AsTask().Within());
        Assert.Equal([0, 1], await proxy.Count(2).ToListAsync());
        Assert.Empty(await proxy.Count(0).ToListAsync());
    }

    [Fact]
    public async Task A_stream_can_be_enumerated_again_and_is_then_a_call_of_its_own()
    {
        IAsyncEnumerable<int> stream = Serve<IStreams>(_target).Count(3);
        Assert.Equal([0, 1, 2], await stream.ToListAsync());
        Assert.Equal([0, 1, 2], await stream.ToListAsync());
    }

    [Fact]
    public async Task Far_more_than_a_window_arrives_whole_and_in_order()
    {
        Assert.Equal(Enumerable.Range(0, 200_000), await Serve<IStreams>(_target).Count(200_000).ToListAsync());
    }

    [Fact]
    public async Task Leaving_early_disposes_the_servers_enumerator_within_a_second()
    {
        IStreams proxy = Serve<IStreams>(_target);
        foreach (IAsyncEnumerable<int> stream in new[] { proxy.Endless(), proxy.Deaf() })
        {
            Assert.Equal([0, 1, 2], await stream.ToListAsync(most: 3));
            await Patience.UntilAsync(() => _target.Open == 0, "the server's enumerator is disposed", TimeSpan.FromSeconds(3));
        }

        await Nothing_is_left();
    }

    [Fact]
    public async Task Cancelling_the_enumeration_ends_it_on_both_sides()
    {
        IStreams proxy = Serve<IStreams>(_target);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in proxy.Endless().WithCancellation(stop.Token))
            {
                if (item == 3)
                {
                    await stop.CancelAsync();
                }
            }
        }).Within();
        await Patience.UntilAsync(() => _target.Open == 0, "the server's enumerator is disposed");
        await Nothing_is_left();
    }

    [Fact]
    public async Task Cancelling_the_methods_token_ends_a_reader_that_waits()
    {
        IStreams proxy = Serve<IStreams>(_target);
        using var stop = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proxy.Endless(stop.Token).ToListAsync().Within());
        await Patience.UntilAsync(() => _target.Open == 0, "the server's enumerator is disposed");
    }

    [Fact]
    public async Task A_connection_that_dies_in_the_middle_is_an_error_and_not_an_end()
    {
        IStreams proxy = Serve<IStreams>(_target);
        await using IAsyncEnumerator<int> items = proxy.Endless().GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync().AsTask().Within());
        Server.Connections.Single().End("a test ends it");
        RpcException exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await items.MoveNextAsync().AsTask().Within())
            {
                // What arrived before.
            }
        });
        Assert.Equal(RpcStatus.Unavailable, exception.Status);
        Assert.Equal(RpcOutcome.MaybeExecuted, exception.Outcome);
        await Patience.UntilAsync(() => _target.Open == 0, "the server's enumerator is disposed");
    }

    [Fact]
    public async Task A_reader_that_stops_stops_its_writer_and_nobody_else()
    {
        IStreams proxy = Serve<IStreams>(_target);
        await using IAsyncEnumerator<byte[]> stalled = proxy.Blocks(1024, 2_000).GetAsyncEnumerator();
        Assert.True(await stalled.MoveNextAsync().AsTask().Within());
        int seen = -1;
        await Patience.UntilAsync(() => seen == (seen = _target.Produced), "the writer has stopped");
        await Task.Delay(200);
        Assert.InRange(_target.Produced * 1024, 1, 256 * 1024);
        Assert.Equal(Enumerable.Range(0, 30_000), await proxy.Count(30_000).ToListAsync());
        Assert.Equal(4, proxy.Quick(4));
        int count = 1;
        while (await stalled.MoveNextAsync().AsTask().Within())
        {
            Assert.Equal((byte)count, stalled.Current[^1]);
            count++;
        }

        Assert.Equal(2_000, count);
    }

    [Fact]
    public async Task A_thousand_streams_run_at_once_on_one_connection()
    {
        IStreams proxy = Serve<IStreams>(_target);
        IAsyncEnumerator<int>[] streams = [.. Enumerable.Range(0, 1_000).Select(_ => proxy.Count(60).GetAsyncEnumerator())];
        await Task.WhenAll(streams.Select(async s => Assert.True(await s.MoveNextAsync()))).Within();
        await Task.WhenAll(streams.Select(async s =>
        {
            for (int i = 0; i < 60; i++)
            {
                Assert.Equal(i, s.Current);
                Assert.Equal(i < 59, await s.MoveNextAsync());
            }

            await s.DisposeAsync();
        })).Within();
        Assert.Single(Server.Connections);
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_stream_that_begins_late_is_not_forgotten()
    {
        IStreams proxy = Serve<IStreams>(_target);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => Assert.Equal(Enumerable.Range(0, 100), await proxy.Late(50, 100).ToListAsync()))).Within();
    }

    private async Task Nothing_is_left()
    {
        await Patience.UntilAsync(() => Server.Connections.Sum(c => c.RunningHandlers) == 0, "no handler runs");
        Assert.Equal(0, Client.Connections.Sum(c => c.PendingCalls));
    }
}
