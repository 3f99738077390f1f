using Rpc.Transports;
using Rpc.Wiring;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What <see cref="TransportConnection"/> and <see cref="ITransportListener"/> promise.</summary>
public abstract class TransportSuite(TestTransport transport) : IAsyncLifetime
{
    private ITransportListener _listener = null!;
    private RemoteUri _at = null!;
    private TransportConnection _client = null!;
    private TransportConnection _server = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(transport.IsAvailable, $"{transport} is not available here.");
        (_listener, _at) = Endpoint.Listen(RemoteUri.Parse(transport.NewAddress()));
        Task<TransportConnection?> accepting = _listener.AcceptAsync().AsTask();
        _client = Endpoint.Connect(_at.ToString(), CancellationToken.None);
        _server = (await accepting.Within())!;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        _server?.Dispose();
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }
    }

    [Fact]
    public async Task Bytes_arrive_in_order_in_both_directions()
    {
        byte[] up = RandomBytes(1, 300_000);
        byte[] down = RandomBytes(2, 300_000);
        Task<byte[]> atServer = ReadAsync(_server, up.Length);
        Task<byte[]> atClient = ReadAsync(_client, down.Length);
        Task sending = _client.SendAsync(up).AsTask();
        await _server.SendAsync(down).AsTask().Within();
        await sending.Within();
        Assert.Equal(up, await atServer.Within());
        Assert.Equal(down, await atClient.Within());
    }

    [Fact]
    public async Task Blocking_operations_carry_the_same_bytes_where_there_are_any()
    {
        Assert.SkipUnless(_client.CanBlock, "This transport never blocks.");
        byte[] up = RandomBytes(3, 3_000_000);
        Task<byte[]> atServer = Patience.Block(() => ReadBlocking(_server, up.Length));
        await Patience.Block(() => _client.Send(up));
        Assert.Equal(up, await atServer);
        Assert.True(_client.CanBlock);
    }

    [Fact]
    public async Task A_send_that_does_not_wait_says_how_much_it_took()
    {
        Assert.SkipUnless(_client.CanBlock, "This transport never blocks.");
        byte[] up = RandomBytes(4, 16_000_000);
        int sent = await Patience.Block(() => _client.TrySend(up));
        Assert.InRange(sent, 1, up.Length - 1);
        Assert.Equal(0, await Patience.Block(() => FillUp(up, ref sent)));
        Task<byte[]> atServer = Patience.Block(() => ReadBlocking(_server, up.Length));
        await Patience.Block(() => _client.Send(up.AsSpan(sent)));
        Assert.Equal(up, await atServer);
    }

    [Fact]
    public async Task A_blocking_receive_returns_when_nothing_comes()
    {
        Assert.SkipUnless(_client.CanBlock, "This transport never blocks.");
        Assert.Equal(-1, await Patience.Block(() => _server.Receive(new byte[8])));
        Assert.False(_server.HasInput);
        await Patience.Block(() => _client.Send([1, 2]));
        await Patience.UntilAsync(() => _server.HasInput, "input is there");
        Assert.Equal(2, await Patience.Block(() => _server.Receive(new byte[8])));
    }

    [Fact]
    public async Task The_end_is_a_receive_of_nothing_after_all_that_was_sent()
    {
        await _client.SendAsync(new byte[] { 1, 2, 3 }).AsTask().Within();
        byte[] three = await ReadAsync(_server, 3);
        _client.Abort();
        Assert.Equal([1, 2, 3], three);
        Assert.Equal(0, await _server.ReceiveAsync(new byte[8]).AsTask().Within());
    }

    [Fact]
    public async Task Aborting_makes_what_is_pending_on_this_side_fail()
    {
        Task<int> receiving = _client.ReceiveAsync(new byte[8]).AsTask();
        Task sending = SendForeverAsync(_client);
        await Task.Delay(50);
        _client.Abort();
        _client.Abort();
        await Assert.ThrowsAsync<IOException>(() => receiving.Within());
        await Assert.ThrowsAsync<IOException>(() => sending.Within());
        await Assert.ThrowsAsync<IOException>(() => _client.ReceiveAsync(new byte[8]).AsTask().Within());
        await Assert.ThrowsAsync<IOException>(() => _client.SendAsync(new byte[8]).AsTask().Within());
    }

    [Fact]
    public async Task Sending_to_a_peer_that_is_gone_fails_before_long()
    {
        _server.Abort();
        await Assert.ThrowsAsync<IOException>(() => SendForeverAsync(_client).Within());
    }

    [Fact]
    public async Task A_connection_that_stopped_blocking_never_blocks_again_and_works()
    {
        _client.StopBlocking();
        Assert.False(_client.CanBlock);
        await _client.SendAsync(new byte[] { 9 }).AsTask().Within();
        Assert.Equal([9], await ReadAsync(_server, 1));
        Assert.False(_client.CanBlock);
    }

    [Fact]
    public async Task A_listener_that_is_disposed_accepts_nobody_and_its_address_is_free()
    {
        Task<TransportConnection?> accepting = _listener.AcceptAsync().AsTask();
        await _listener.DisposeAsync();
        await _listener.DisposeAsync();
        Assert.Null(await accepting.Within());
        Assert.Null(await _listener.AcceptAsync().AsTask().Within());
        Assert.Throws<IOException>(() => Endpoint.Connect(_at.ToString(), CancellationToken.None));
        _client.Abort();
        _server.Abort();
        (_listener, RemoteUri again) = Endpoint.Listen(_at);
        Assert.Equal(_at, again);
    }

    [Fact]
    public void An_address_that_is_taken_cannot_be_listened_on() => Assert.Throws<IOException>(() => Endpoint.Listen(_at));

    [Fact]
    public void Both_ends_know_an_address_of_the_other()
    {
        Assert.NotEmpty(_client.RemoteAddress);
        Assert.NotEmpty(_server.RemoteAddress);
    }

    private static byte[] RandomBytes(int seed, int count)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static async Task SendForeverAsync(TransportConnection connection)
    {
        byte[] bytes = new byte[64 * 1024];
        while (true)
        {
            await connection.SendAsync(bytes);
        }
    }

    private static async Task<byte[]> ReadAsync(TransportConnection connection, int count)
    {
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            int received = await connection.ReceiveAsync(bytes.AsMemory(have)).AsTask().Within();
            Assert.NotEqual(0, received);
            have += received;
        }

        return bytes;
    }

    private static byte[] ReadBlocking(TransportConnection connection, int count)
    {
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            int received = connection.Receive(bytes.AsSpan(have));
            Assert.NotEqual(0, received);
            have += Math.Max(received, 0);
        }

        return bytes;
    }

    private int FillUp(byte[] bytes, ref int sent)
    {
        int last;
        do
        {
            last = _client.TrySend(bytes.AsSpan(sent));
            sent += last;
        }
        while (last > 0);

        return last;
    }
}
