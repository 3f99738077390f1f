using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Bodies of bytes up and down, which neither side ever holds whole.</summary>
public abstract class BodySuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Flows _target = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60 * 1024)]
    [InlineData(61_441)]
    [InlineData(5_000_000)]
    public async Task A_body_goes_up(long length)
    {
        IFlows proxy = Serve<IFlows>(_target);
        var body = new PatternStream(length);
        Assert.Equal(length, await proxy.LengthAsync(body, TestContext.Current.CancellationToken).Within());
        Assert.False(body.IsDisposed);
        Assert.Equal(length, await Patience.Block(() => proxy.Length(new PatternStream(length))));
        await Nothing_is_left();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60 * 1024)]
    [InlineData(5_000_000)]
    public async Task A_body_comes_down(long length)
    {
        IFlows proxy = Serve<IFlows>(_target);
        await using (Stream body = await proxy.MakeAsync(length, TestContext.Current.CancellationToken).Within())
        {
            Assert.Equal(length, await ReadAsync(body));
        }

        using (Stream body = await Patience.Block(() => proxy.Make(length)))
        {
            Assert.Equal(length, await Patience.Block(() => new Flows().Length(body)));
        }

        await using (Stream body = await proxy.MakeAsync(length, TestContext.Current.CancellationToken).Within())
        {
            using var copy = new MemoryStream();
            await body.CopyToAsync(copy, TestContext.Current.CancellationToken);
            Assert.Equal(length, copy.Length);
            Pattern.Check(copy.ToArray(), 0);
        }

        await Patience.UntilAsync(() => _target.DisposedBodies == 3, "the server's streams are disposed");
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_body_goes_up_and_another_comes_down()
    {
        await using Stream upper = await Serve<IFlows>(_target).UpperAsync(new MemoryStream("stop press"u8.ToArray())).AsTask().Within();
        using var reader = new StreamReader(upper);
        Assert.Equal("STOP PRESS", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_body_that_is_not_there_is_null()
    {
        IFlows proxy = Serve<IFlows>(_target);
        Assert.Null(await proxy.FindAsync("none").Within());
        await using Stream? some = await proxy.FindAsync("some").Within();
        Assert.Equal(3, await ReadAsync(some!));
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_method_that_fails_fails_where_its_body_is_awaited()
    {
        Assert.Equal("no such file", (await Assert.ThrowsAsync<InvalidOperationException>(() => Serve<IFlows>(_target).FailAsync()).Within()).Message);
        await Nothing_is_left();
    }

    [Fact]
    public async Task A_reader_that_stops_holds_its_writer_back_on_either_side()
    {
        IFlows proxy = Serve<IFlows>(_target);
        await using Stream body = await proxy.MakeAsync(1L << 30, TestContext.Current.CancellationToken).Within();
        byte[] some = new byte[1000];
        await body.ReadExactlyAsync(some, TestContext.Current.CancellationToken);
        Assert.Equal(7, proxy.Quick(7));
        await body.DisposeAsync();
        await Patience.UntilAsync(() => _target.DisposedBodies == 1, "the server's stream is disposed");
        await Nothing_is_left();
        Assert.Throws<ObjectDisposedException>(() => body.ReadByte());
    }

    [Fact]
    public async Task A_body_of_which_nothing_is_read_is_never_sent()
    {
        var body = new PatternStream(1 << 20);
        Assert.Equal(0, await Serve<IFlows>(_target).IgnoreAsync(body).Within());
        Assert.Equal(0, body.Position);
    }

    [Fact]
    public async Task Cancelling_ends_a_body_that_goes_up()
    {
        using var stop = new CancellationTokenSource();
        var body = new PatternStream(long.MaxValue) { OnRead = position => { if (position > 1_000_000) { stop.Cancel(); } } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Serve<IFlows>(_target).LengthAsync(body, stop.Token)).Within();
        await Nothing_is_left();
    }

    [Fact]
    public async Task What_the_callers_body_throws_comes_back_to_the_caller()
    {
        var failure = new IOException("the disk is gone");
        var body = new PatternStream(long.MaxValue) { OnRead = position => { if (position > 1_000_000) { throw failure; } } };
        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => Serve<IFlows>(_target).LengthAsync(body, TestContext.Current.CancellationToken)).Within());
        await Nothing_is_left();
    }

    private static async Task<long> ReadAsync(Stream body)
    {
        byte[] buffer = new byte[100_000];
        long length = 0;
        for (int read; (read = await body.ReadAsync(buffer).AsTask().Within()) > 0; length += read)
        {
            Pattern.Check(buffer.AsSpan(0, read), length);
        }

        return length;
    }

    private async Task Nothing_is_left()
    {
        await Patience.UntilAsync(() => Server.Connections.All(static c => c is { PendingCalls: 0, RunningHandlers: 0 }), "no call is left on the server's side");
        await Patience.UntilAsync(() => Client.Connections.All(static c => c is { PendingCalls: 0, RunningHandlers: 0 }), "no call is left on the client's side");
    }
}
