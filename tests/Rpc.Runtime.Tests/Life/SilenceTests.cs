using System.Net.Sockets;
using Rpc.Buffers;
using Rpc.Protocol;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Peers that are there and do not answer.</summary>
public sealed class SilenceTests
{
    private static readonly ProxyOptions s_short = new() { Timeout = TimeSpan.FromMilliseconds(100) };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_call_to_a_server_that_falls_silent_fails_at_its_deadline(bool welcomes, bool binds)
    {
        await using var peer = new SilentPeer(welcomes, binds);
        await using var client = new RpcClient();
        ISlow proxy = client.Get<ISlow>(peer.Uri, s_short);
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => Patience.Block(() => proxy.Quick(1)),
            () => proxy.QuickAsync(1).AsTask(),
            () => proxy.StubbornAsync(),
            () => Patience.Block(proxy.Release),
        })
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call().Within(Patience.Soon));
            Assert.Equal(RpcStatus.DeadlineExceeded, exception.Status);
        }

        Assert.Equal(0, client.Connections.Sum(c => c.PendingCalls));
    }

    [Fact]
    public async Task A_caller_leaves_at_its_deadline_although_the_server_takes_none_of_its_bytes()
    {
        await using var peer = new SilentPeer(welcomes: true, binds: true, reads: false);
        await using var client = new RpcClient();
        IValues proxy = client.Get<IValues>(peer.Uri, new ProxyOptions { Timeout = TimeSpan.FromMilliseconds(500) });
        byte[] body = new byte[16 * 1024 * 1024];
        foreach (Func<Task> call in new Func<Task>[]
        {
            () => Patience.Block(() => proxy.Bytes(body)),
            () => proxy.BytesAsync(body).AsTask(),
            () => Patience.Block(() => proxy.Text("small")),
            () => proxy.TextAsync("small"),
        })
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call().Within(Patience.Soon));
            Assert.Equal(RpcStatus.DeadlineExceeded, exception.Status);
        }
    }

    [Fact]
    public async Task A_server_that_answers_no_pings_is_given_up_by_its_client()
    {
        await using var peer = new SilentPeer(welcomes: true, binds: true);
        await using var client = new RpcClient(new RpcClientOptions { Limits = new RpcLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(300) } });
        ISlow proxy = client.Get<ISlow>(peer.Uri, new ProxyOptions { Timeout = Timeout.InfiniteTimeSpan });
        Task<int>[] calls = [proxy.StubbornAsync(), Patience.Block(() => proxy.Stubborn())];
        foreach (Task<int> call in calls)
        {
            RpcException exception = await Assert.ThrowsAsync<RpcException>(() => call.Within());
            Assert.Equal(RpcStatus.Unavailable, exception.Status);
        }
    }

    [Fact]
    public async Task A_client_that_answers_no_pings_is_given_up_by_its_server()
    {
        await using var server = new RpcServer(new RpcServerOptions { Limits = new RpcLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(300) } });
        RemoteUri at = await server.ListenAsync("rpc://127.0.0.1:0");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(at.Host!, at.Port);
        using (PooledBuffer hello = Handshake.Hello(new HelloPayload(0, 1 << 20, "silent", [])))
        {
            await socket.SendAsync(hello.WrittenMemory);
        }

        await Patience.UntilAsync(() => server.Connections.Count == 1, "the handshake is done");
        await Patience.UntilAsync(() => server.Connections.Count == 0, "the server has given the client up");
    }

    [Fact]
    public async Task A_client_that_is_merely_idle_is_not_given_up()
    {
        var limits = new RpcLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(500) };
        await using var server = new RpcServer(new RpcServerOptions { Limits = limits });
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IShapes>(new Shapes());
        await using var client = new RpcClient();
        IShapes proxy = client.Get<IShapes>(uri);
        Assert.Equal(4, proxy.Square(2));
        Connections.RpcConnection connection = server.Connections.Single();
        await Task.Delay(4_000);
        Assert.Same(connection, Assert.Single(server.Connections));
        Assert.Equal(9, proxy.Square(3));
    }
}
