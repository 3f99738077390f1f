using Rpc.Transports;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What <see cref="TransportConnection"/> and <see cref="ITransportListener"/> promise.</summary>
public abstract class TransportSuite(TestTransport transport) : IAsyncLifetime
{
    private ITransportListener _listener = null!;
    private RemoteUri _at = null!;

    protected TransportConnection Client { get; private set; } = null!;

    protected TransportConnection Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(transport.IsAvailable, $"{transport} is not available here.");
        (_listener, _at) = transport.Listen(RemoteUri.Parse(transport.NewAddress()));
        Task<TransportConnection?> accepting = _listener.AcceptAsync().AsTask();
        Client = transport.Connect(_at);
        Server = (await accepting.Within())!;
        await Task.WhenAll(Client.OpenAsync().AsTask(), Server.OpenAsync().AsTask()).Within();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client?.Dispose();
        Server?.Dispose();
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
        Task<byte[]> atServer = ReadAsync(Server, up.Length);
        Task<byte[]> atClient = ReadAsync(Client, down.Length);
        Task sending = Client.SendAsync(up).AsTask();
        await Server.SendAsync(down).AsTask().Within();
        await sending.Within();
        Assert.Equal(up, await atServer.Within());
        Assert.Equal(down, await atClient.Within());
    }

    [Fact]
    public async Task The_end_is_a_receive_of_nothing_after_all_that_was_sent()
    {
        await Client.SendAsync(new byte[] { 1, 2, 3 }).AsTask().Within();
        byte[] three = await ReadAsync(Server, 3);
        Client.Abort();
        Assert.Equal([1, 2, 3], three);
        Assert.Equal(0, await Server.ReceiveAsync(new byte[8]).AsTask().Within());
    }

    [Fact]
    public async Task A_side_that_ended_its_sending_can_go_on_receiving()
    {
        await Client.SendAsync(new byte[] { 1, 2 }).AsTask().Within();
        Client.EndSending();
        Assert.Equal([1, 2], await ReadAsync(Server, 2));
        Assert.Equal(0, await Server.ReceiveAsync(new byte[8]).AsTask().Within());
        if (transport.HalfCloses)
        {
            await Server.SendAsync(new byte[] { 3 }).AsTask().Within();
            Assert.Equal([3], await ReadAsync(Client, 1));
        }
    }

    [Fact]
    public async Task Aborting_makes_what_is_pending_on_this_side_fail()
    {
        Task<int> receiving = Client.ReceiveAsync(new byte[8]).AsTask();
        Task sending = SendForeverAsync(Client);
        await Task.Delay(50);
        Client.Abort();
        Client.Abort();
        await Assert.ThrowsAsync<IOException>(() => receiving.Within());
        await Assert.ThrowsAsync<IOException>(() => sending.Within());
        await Assert.ThrowsAsync<IOException>(() => Client.ReceiveAsync(new byte[8]).AsTask().Within());
        await Assert.ThrowsAsync<IOException>(() => Client.SendAsync(new byte[8]).AsTask().Within());
    }

    [Fact]
    public async Task Sending_to_a_peer_that_is_gone_fails_before_long()
    {
        Server.Abort();
        await Assert.ThrowsAsync<IOException>(() => SendForeverAsync(Client).Within());
    }

    [Fact]
    public async Task A_connection_that_stopped_blocking_never_blocks_again_and_works()
    {
        Client.StopBlocking();
        Assert.False(Client.CanBlock);
        await Client.SendAsync(new byte[] { 9 }).AsTask().Within();
        Assert.Equal([9], await ReadAsync(Server, 1));
        Assert.False(Client.CanBlock);
    }

    [Fact]
    public async Task A_listener_that_is_disposed_accepts_nobody_and_its_address_is_free()
    {
        Task<TransportConnection?> accepting = _listener.AcceptAsync().AsTask();
        await _listener.DisposeAsync();
        await _listener.DisposeAsync();
        Assert.Null(await accepting.Within());
        Assert.Null(await _listener.AcceptAsync().AsTask().Within());
        Assert.Throws<IOException>(() => transport.Connect(_at));
        Client.Abort();
        Server.Abort();
        (_listener, RemoteUri again) = transport.Listen(_at);
        Assert.Equal(_at, again);
    }

    [Fact]
    public void An_address_that_is_taken_cannot_be_listened_on() => Assert.Throws<IOException>(() => transport.Listen(_at));

    [Fact]
    public void Both_ends_know_an_address_of_the_other()
    {
        Assert.NotEmpty(Client.RemoteAddress);
        Assert.NotEmpty(Server.RemoteAddress);
    }

    protected static byte[] RandomBytes(int seed, int count)
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
}
