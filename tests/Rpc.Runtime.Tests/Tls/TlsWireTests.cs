using System.Net.Sockets;
using System.Security.Authentication;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What peers and networks do to TLS: pieces, silence, floods, ends.</summary>
public sealed class TlsWireTests : TlsTest
{
    /// <summary>The beginning of a client's first message, which is 512 bytes long.</summary>
    private static readonly byte[] s_half = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3];

    [Fact]
    public async Task Records_that_arrive_byte_by_byte_are_put_together()
    {
        RemoteUri uri = await ServeAsync();
        await using var relay = new Relay(uri, piece: 1);
        ISlow proxy = NewClient().Get<ISlow>(RemoteUri.ForHost("127.0.0.1", relay.Port, "slow", tls: true));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(i, await Patience.Block(() => proxy.Quick(i)));
            Assert.Equal(i, await proxy.QuickAsync(i).AsTask().Within());
        }

        Assert.True(relay.Pieces > 2_000, $"{relay.Pieces} pieces");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public async Task A_slow_handshake_is_cut_after_its_time(int bytes)
    {
        RemoteUri uri = await ServeAsync(limits: new RpcLimits { HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using Socket peer = await ConnectAsync(uri);
        await peer.SendAsync(s_half.AsMemory(0, bytes));
        Assert.Equal(0, await peer.ReceiveAsync(new byte[16]).Within());
        await Log.UntilAsync(1005, "(HandshakeTimeout)");
    }

    [Fact]
    public async Task A_client_gives_a_silent_server_up_after_its_time()
    {
        await using var silent = new SilentPeer(welcomes: false);
        RemoteUri uri = RemoteUri.Parse(silent.Uri);
        RpcException exception = await FailAsync(RemoteUri.ForHost(uri.Host!, uri.Port, "slow", tls: true), limits: new RpcLimits { HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(RpcStatus.Unavailable, exception.Status);
    }

    [Fact]
    public async Task A_flood_of_half_handshakes_leaves_good_clients_served()
    {
        var limits = new RpcLimits { HandshakeTimeout = TimeSpan.FromMilliseconds(300), MaxPendingHandshakes = 20 };
        RemoteUri uri = await ServeAsync(limits: limits);
        ISlow proxy = NewClient().Get<ISlow>(uri);
        Assert.Equal(0, await proxy.QuickAsync(0).AsTask().Within());
        int flooded = 0;
        var sockets = new List<Socket>();
        try
        {
            for (int round = 1; round <= 10; round++)
            {
                for (int i = 0; i < 40; i++, flooded++)
                {
                    Socket peer = await ConnectAsync(uri);
                    sockets.Add(peer);
                    await TrySendAsync(peer, s_half);
                }

                Assert.Equal(round, await proxy.QuickAsync(round).AsTask().Within(Patience.Soon));
                Assert.Equal(round, await Patience.Block(() => proxy.Quick(round)));
            }

            await Log.UntilAsync(1004, nameof(RpcLimits.MaxPendingHandshakes));

            // Places become free as half handshakes end: whoever tries again gets in, while those are still there.
            await Patience.UntilAsync(() => TryAsync(uri).GetAwaiter().GetResult(), "a new client gets in");
        }
        finally
        {
            sockets.ForEach(static s => s.Dispose());
        }

        Counts.Tell($"{flooded} half TLS handshakes, 20 calls beside them");
    }

    [Fact]
    public async Task An_end_in_the_middle_of_a_record_ends_that_connection_only()
    {
        RemoteUri uri = await ServeAsync();
        await WorkAsync(uri);
        ISlow other = NewClient().Get<ISlow>(uri);
        Assert.Equal(1, await other.QuickAsync(1).AsTask().Within());
        var relay = new Relay(uri);
        ISlow cut = NewClient().Get<ISlow>(RemoteUri.ForHost("127.0.0.1", relay.Port, "slow", tls: true));
        Assert.Equal(2, await cut.QuickAsync(2).AsTask().Within());
        Task<int> waiting = cut.StubbornAsync();
        await Patience.UntilAsync(() => Slow.Begun > 0, "the handler has begun");
        await relay.DisposeAsync();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => waiting.Within());
        Assert.Equal(RpcOutcome.MaybeExecuted, exception.Outcome);
        Slow.Release();
        Assert.Equal(3, await other.QuickAsync(3).AsTask().Within());
    }

    [Fact]
    public async Task The_end_is_announced_to_the_peer()
    {
        string path = Authority.IssueFile("server.pem", "server", server: true);
        var server = new RpcServer(new RpcServerOptions { Tls = new RpcServerTls { CertificatePath = path, Protocols = SslProtocols.Tls12 } });
        RemoteUri at = await server.ListenAsync("rpcs://127.0.0.1:0");
        server.Add<ISlow>(Slow, "slow");
        await using var relay = new Relay(at);
        RpcClient client = NewClient();
        Assert.Equal(1, await client.Get<ISlow>(RemoteUri.ForHost("127.0.0.1", relay.Port, "slow", tls: true)).QuickAsync(1).AsTask().Within());
        await server.DisposeAsync();
        await client.Connections.Single().Ended.Within();

        // With TLS 1.2 one can see from outside that the last record is an alert, which close_notify is.
        byte[] sent = relay.FromServer;
        byte last = 0;
        for (int at2 = 0; at2 < sent.Length; at2 += 5 + (sent[at2 + 3] << 8) + sent[at2 + 4])
        {
            last = sent[at2];
        }

        Assert.Equal(0x15, last);
    }

    private static async Task<Socket> ConnectAsync(RemoteUri uri)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(uri.Host!, uri.Port).Within();
        return socket;
    }

    private static async Task TrySendAsync(Socket socket, byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes);
        }
        catch (SocketException)
        {
            // It was refused already.
        }
    }

    private async Task<bool> TryAsync(RemoteUri uri)
    {
        try
        {
            return await NewClient().Get<ISlow>(uri).QuickAsync(5).AsTask().Within(Patience.Soon) == 5;
        }
        catch (RpcException exception) when (exception.Status == RpcStatus.Unavailable)
        {
            return false;
        }
    }
}
