using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Messages in chunks: beside small calls, against each other, one way, and when their connection ends.</summary>
public abstract class LongMessageSuite(TestTransport transport) : RpcTest(transport)
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task Small_calls_are_answered_while_a_body_of_64_MiB_is_under_way()
    {
        IBulk bulk = Serve<IBulk>(new Bulk());
        byte[] body = new byte[60 * MiB];
        bulk.Square(1);
        Task<byte[]> large = bulk.EchoAsync(body, TestContext.Current.CancellationToken);
        int answered = 0;
        while (!large.IsCompleted)
        {
            Assert.Equal(answered * answered, await bulk.SquareAsync(answered).Within());
            answered += large.IsCompleted ? 0 : 1;
        }

        Assert.Equal(body.Length, (await large).Length);

        // Were they sent behind the body, it would be one.
        Assert.InRange(answered, 10, int.MaxValue);
        await Everything_has_left();
    }

    [Fact]
    public async Task Blocking_calls_too()
    {
        IBulk bulk = Serve<IBulk>(new Bulk());
        byte[] body = new byte[60 * MiB];
        Task<byte[]> large = Patience.Block(() => bulk.Echo(body));
        int answered = await Patience.Block(() =>
        {
            int count = 0;
            for (; !large.IsCompleted; count++)
            {
                Assert.Equal(count * count, bulk.Square(count));
            }

            return count;
        });
        Assert.Equal(body.Length, (await large).Length);
        Assert.InRange(answered, 10, int.MaxValue);
        await Everything_has_left();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_sides_send_48_MiB_at_once(bool blocking)
    {
        IBulk there = Serve<IBulk>(new Bulk());
        Task<int> down = blocking ? Patience.Block(() => there.Nest(new Bulk(), 48 * MiB, 1)) : there.NestAsync(new Bulk(), 48 * MiB, 1);
        Task<int> up = blocking ? Patience.Block(() => new Bulk().Nest(there, 48 * MiB, 1)) : new Bulk().NestAsync(there, 48 * MiB, 1);
        Assert.Equal(1, await down.Within());
        Assert.Equal(1, await up.Within());
        Assert.Single(Server.Connections);
        await Everything_has_left();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_way_bodies_arrive_though_nobody_waits_for_an_answer(bool blocking)
    {
        var target = new Bulk();
        IBulk bulk = Serve<IBulk>(target);
        byte[] body = new byte[3 * MiB];
        for (int i = 0; i < 8; i++)
        {
            if (blocking)
            {
                await Patience.Block(() => bulk.Drop(body));
            }
            else
            {
                await bulk.DropAsync(body).Within();
            }

            // A sender waits while 4 MiB of long messages are queued, so that no more than that and its own are kept.
            Assert.InRange(Client.Connections.Sum(static c => c.UnsentBytes), 0, 8 * MiB);
        }

        await Patience.UntilAsync(() => target.Dropped() == 8 * body.Length, "all of them have arrived", TimeSpan.FromSeconds(20));
        await Everything_has_left();
    }

    [Fact]
    public async Task A_connection_that_dies_in_the_middle_fails_the_calls_and_keeps_nothing()
    {
        IBulk bulk = Serve<IBulk>(new Bulk());
        byte[] body = new byte[32 * MiB];
        int failed = 0;
        for (int round = 0; round < 4; round++)
        {
            Assert.Equal(9, bulk.Square(3));
            Task<byte[]>[] large = [.. Enumerable.Range(0, 3).Select(_ => bulk.EchoAsync(body, TestContext.Current.CancellationToken))];
            await Patience.UntilAsync(() => Server.Connections.Count == 1, "the server has noticed the end of the last one");
            Connections.RpcConnection here = Client.Connections.Single();
            Connections.RpcConnection there = Server.Connections.Single();
            if (round >= 2)
            {
                await Task.Delay(round * 10, TestContext.Current.CancellationToken);
            }

            (round % 2 == 0 ? here : there).End("a test cuts it");
            foreach (Task<byte[]> call in large)
            {
                Exception? failure = await Record.ExceptionAsync(() => call.Within());
                Assert.True(failure is null or RpcException { Status: RpcStatus.Unavailable }, $"{failure}");
                failed += failure is null ? 0 : 1;
            }

            await Patience.UntilAsync(() => here.UnsentBytes == 0 && there.UnsentBytes == 0 && here.PendingCalls == 0, "nothing is kept");
        }

        // On a busy machine one or the other is done before its connection is cut.
        Assert.InRange(failed, 1, 12);
    }

    [Fact]
    public async Task Cancelled_bodies_make_room_and_the_connection_lives()
    {
        IBulk bulk = Serve<IBulk>(new Bulk());
        bulk.Square(1);
        byte[] body = new byte[8 * MiB];
        for (int i = 0; i < 30; i++)
        {
            using var stop = new CancellationTokenSource();
            Task<byte[]> call = bulk.EchoAsync(body, stop.Token);
            if (i % 3 != 0)
            {
                await Task.Delay(i % 5, TestContext.Current.CancellationToken);
            }

            await stop.CancelAsync();
            try
            {
                Assert.Equal(body.Length, (await call.Within()).Length);
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }
        }

        Assert.Equal(body.Length, bulk.Echo(body).Length);
        Assert.Single(Server.Connections);
        await Everything_has_left();
    }

    [Fact]
    public async Task Items_in_chunks_come_in_order_and_before_the_end_of_their_stream()
    {
        IBulk bulk = Serve<IBulk>(new Bulk());
        int[] sizes = [1, 70_000, 300_000, 1_000, 2 * MiB];
        await Task.WhenAll(sizes.Select(async size =>
        {
            List<byte[]> items = await bulk.Items(size, 20).ToListAsync();
            Assert.Equal(Enumerable.Range(0, 20), items.Select(static i => (int)i[^1]));
            Assert.All(items, item => Assert.Equal(size, item.Length));
        })).Within();
        foreach (int size in sizes)
        {
            int seen = 0;
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            {
                await foreach (byte[] item in bulk.Broken(size, 5))
                {
                    Assert.Equal(seen++, item[^1]);
                }
            }).Within();
            Assert.Equal(5, seen);
        }
    }

    private async Task Everything_has_left()
    {
        await Patience.UntilAsync(() => Client.Connections.Concat(Server.Connections).All(static c => c.UnsentBytes == 0), "everything has left");
        Assert.Single(Server.Connections);
    }
}
