using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Streams among the arguments: the callee enumerates what the caller has.</summary>
public abstract class ClientStreamSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Flows _target = new();

    [Fact]
    public async Task The_callee_reads_what_the_caller_makes()
    {
        IFlows proxy = Serve<IFlows>(_target);
        Assert.Equal(2.5, await proxy.AverageAsync(new double[] { 1, 2, 3, 4 }.ToAsyncEnumerable()).Within());
        Assert.Equal(8, await proxy.CountAsync(Parcels(3), Names(4), 1).Within());
        Assert.Equal(5, await proxy.CountAsync(Parcels(3), null, 2).Within());
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_sync_call_takes_a_stream_as_well()
    {
        IFlows proxy = Serve<IFlows>(_target);
        for (int i = 0; i < 20; i++)
        {
            var source = new Source<int>(static place => place, 100 * i) { Pause = i == 1 ? 1 : 0 };
            Assert.Equal(Enumerable.Range(0, 100 * i).Sum(), await Patience.Block(() => proxy.Sum(source)));
            Assert.Equal(0, source.Open);
        }

        await Nothing_is_left();
    }

    [Fact]
    public async Task Far_more_than_a_window_arrives_whole_and_in_order()
    {
        var source = new Source<int>(static place => place, 300_000);
        Assert.Equal(Enumerable.Range(0, 300_000), await Serve<IFlows>(_target).FirstAsync(source, int.MaxValue).Within());
        Assert.Equal(0, source.Open);
    }

    [Fact]
    public async Task A_callee_that_has_enough_stops_the_callers_stream_before_the_call_returns()
    {
        var source = new Source<int>(static place => place);
        Assert.Equal([0, 1, 2], await Serve<IFlows>(_target).FirstAsync(source, 3).Within());
        Assert.Equal(0, source.Open);
        Assert.Equal(1, source.Begun);
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_stream_that_is_enumerated_twice_is_enumerated_twice_at_home()
    {
        var source = new Source<int>(static place => place, 5);
        Assert.Equal(20, await Serve<IFlows>(_target).TwiceAsync(source).Within());
        Assert.Equal(2, source.Begun);
    }

    [Fact]
    public async Task Both_directions_run_at_once()
    {
        IFlows proxy = Serve<IFlows>(_target);
        var source = new Source<int>(static place => place, 2_000);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(static x => x * x), await proxy.Squares(source).ToListAsync());

        // A question is answered before the next one is asked.
        var asked = System.Threading.Channels.Channel.CreateUnbounded<int>();
        await using IAsyncEnumerator<int> answers = proxy.Squares(asked.Reader.ReadAllAsync(TestContext.Current.CancellationToken)).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (int i = 0; i < 100; i++)
        {
            Assert.True(asked.Writer.TryWrite(i));
            Assert.True(await answers.MoveNextAsync().AsTask().Within());
            Assert.Equal(i * i, answers.Current);
        }

        asked.Writer.Complete();
        Assert.False(await answers.MoveNextAsync().AsTask().Within());
    }

    [Fact]
    public async Task Items_longer_than_a_chunk_go_there_and_back()
    {
        var source = new Source<byte[]>(static place => Block(200_000 + place, place), 20);
        List<byte[]> back = await Serve<IFlows>(_target).Echo(source).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 20).Select(static place => (200_000 + place, (byte)place)), back.Select(static block => (block.Length, block[^1])));
    }

    [Fact]
    public async Task A_reader_of_the_answers_that_leaves_ends_both_streams()
    {
        var source = new Source<int>(static place => place);
        Assert.Equal([0, 1, 4], await Serve<IFlows>(_target).Squares(source).ToListAsync(most: 3));
        await Patience.UntilAsync(() => source.Open == 0, "the caller's stream is left");
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_callee_that_does_not_read_holds_its_caller_back()
    {
        IFlows proxy = Serve<IFlows>(_target);
        var source = new Source<byte[]>(static place => Block(1024, place), 10_000);
        Task stalled = proxy.StallAsync(source, TestContext.Current.CancellationToken);
        int made = -1;
        await Patience.UntilAsync(() => made > 0 && made == source.Made || (made = source.Made) < 0, "the writer has stopped");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.InRange(source.Made * 1024, 1, 256 * 1024);
        Assert.Equal(7, proxy.Quick(7));
        _target.Release.SetResult();
        await stalled.Within();
        Assert.Equal(0, source.Open);
        await Nothing_is_left();
    }

    [Fact]
    public async Task What_the_callers_stream_throws_comes_back_to_the_caller()
    {
        IFlows proxy = Serve<IFlows>(_target);
        var failure = new CustomException("the disk is full");
        Assert.Same(failure, await Assert.ThrowsAsync<CustomException>(() => proxy.FirstAsync(new Source<int>(static place => place, 3) { Failure = failure }, 10)).Within());
        Assert.Same(failure, await Assert.ThrowsAsync<CustomException>(() => Patience.Block(() => proxy.Sum(new Source<int>(static place => place, 3) { Failure = failure }))));
        Assert.Same(failure, await Assert.ThrowsAsync<CustomException>(() => proxy.Squares(new Source<int>(static place => place, 3) { Failure = failure }).ToListAsync()).Within());
        Assert.Equal(7, proxy.Quick(7));
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_null_item_where_there_is_none_is_told_to_the_caller()
    {
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Serve<IFlows>(_target).CountAsync(Parcels(1), new Source<string>(static place => place == 2 ? null! : "name", 5), 0)).Within();
        Assert.Equal(RpcStatus.InvalidArgument, exception.Status);
        Assert.Contains("null", exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<RpcException>(() => Serve<IFlows>(new Flows()).FirstAsync(null!, 1)).Within();
        Assert.Equal(RpcStatus.InvalidArgument, exception.Status);
        Assert.Contains("values", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_the_call_ends_the_callers_stream()
    {
        IFlows proxy = Serve<IFlows>(_target);
        using var stop = new CancellationTokenSource();
        var source = new Source<byte[]>(static place => Block(10, place)) { Pause = 5 };
        Task stalled = proxy.StallAsync(source, stop.Token);
        await Patience.UntilAsync(() => source.Made > 0, "the stream is read");
        await stop.CancelAsync();
        Assert.Equal(stop.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stalled).Within()).CancellationToken);
        await Patience.UntilAsync(() => source.Open == 0, "the caller's stream is left");
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_connection_that_dies_ends_the_callers_stream()
    {
        IFlows proxy = Serve<IFlows>(_target);
        var source = new Source<byte[]>(static place => Block(10, place)) { Pause = 5 };
        Task stalled = proxy.StallAsync(source, CancellationToken.None);
        await Patience.UntilAsync(() => source.Made > 0, "the stream is read");
        Server.Connections.Single().End("a test ends it");
        Assert.Equal(RpcStatus.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => stalled).Within()).Status);
        await Patience.UntilAsync(() => source.Open == 0, "the caller's stream is left");
    }

    [Fact]
    public async Task A_callee_that_reads_on_after_it_has_returned_is_told_so()
    {
        // Many at once: the caller, which hears the answer, stops its stream too, and must not be heard first.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            var source = new Source<int>(static place => place);
            var target = new Flows();
            await Serve<IFlows>(target).LeaveBehindAsync(source).Within();
            Assert.Equal(0, source.Open);
            RpcException exception = Assert.IsType<RpcException>(await target.LeftBehind.Task.Within());
            Assert.Equal(RpcStatus.FailedPrecondition, exception.Status);
        }));
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_thousand_streams_both_ways_share_a_connection()
    {
        IFlows proxy = Serve<IFlows>(_target);
        int[] sums = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            var source = new Source<int>(place => place + i, 300);
            int sum = 0;
            await foreach (int square in proxy.Squares(source))
            {
                sum += square;
            }

            return sum;
        })).Within();
        Assert.Equal(Enumerable.Range(0, 500).Select(static i => Enumerable.Range(i, 300).Sum(static x => x * x)), sums);
        Assert.Single(Server.Connections);
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_caller_without_the_contract_passes_an_array()
    {
        RemoteUri uri = Server.Add<IFlows>(_target);
        Assert.Equal("2.5", (await Client.CallJsonAsync(uri, "AverageAsync", "[[1,2,3,4]]")).GetRawText());
        Assert.Equal("3", (await Client.CallJsonAsync(uri, "WorkAsync", """{"steps":3}""")).GetRawText());
    }

    private static byte[] Block(int size, int mark)
    {
        byte[] block = new byte[size];
        block[^1] = (byte)mark;
        return block;
    }

    private static IAsyncEnumerable<Parcel> Parcels(int count) => new Source<Parcel>(static place => new Parcel($"parcel {place}", place, [place], []), count);

    private static IAsyncEnumerable<string> Names(int count) => new Source<string>(static place => $"name {place}", count);

    private async Task Nothing_is_left()
    {
        await Patience.UntilAsync(() => Server.Connections.All(static c => c is { PendingCalls: 0, RunningHandlers: 0 }), "no call is left on the server's side");
        await Patience.UntilAsync(() => Server.Connections.All(static c => c.Streams.Free == c.Limits.MaxStreamBytes), "no window is left open");
    }
}
