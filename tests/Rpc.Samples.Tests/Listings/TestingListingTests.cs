using System.Net;
using System.Net.Sockets;
using Listings;
using Rpc.Transports;

namespace Rpc.Samples.Tests;

/// <summary>Runs what docs/testing.md shows.</summary>
[Collection("console")]
public sealed class TestingListingTests
{
    [Fact]
    public async Task A_pair_is_a_service_without_a_port() => Assert.Equal("True\n", await PrintedAsync(Listings.Testing.PairAsync));

    [Fact]
    public async Task A_lost_reply_is_not_paid_twice() => Assert.Equal("order 1, order 2\n", await PrintedAsync(Listings.Testing.LostReplyAsync));

    [Fact]
    public async Task A_lost_request_is_not_forgotten() => Assert.Equal("order 1, order 2\n1\n", await PrintedAsync(Listings.Testing.LostRequestAsync));

    [Fact]
    public async Task What_is_idempotent_is_repeated() => Assert.Equal("True\nMaybeExecuted\n", await PrintedAsync(Listings.Testing.RetriesAsync));

    [Fact]
    public async Task A_backoff_takes_no_time() => Assert.Equal("order 1\n", await PrintedAsync(Listings.Testing.BackoffAsync));

    [Fact]
    public Task Names_lead_from_one_server_to_another() => Listings.Testing.NamesAsync();

    [Fact]
    public async Task Every_byte_alone_over_a_socket() => Assert.Equal("Tcp\n", await PrintedAsync(Listings.Testing.SocketsAsync));

    [Fact]
    public async Task A_proxy_delays()
    {
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IPayments>(new Ledger());

        Assert.Equal("True\n", await PrintedAsync(() => Listings.Testing.ProxyAsync(uri)));
    }

    [Fact]
    public async Task A_stream_that_was_handed_in_carries_calls()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        await Listings.Testing.HandedInAsync(new TunnelListener(socket), _ => Open(socket));
    }

    private static NetworkStream Open(TcpListener to)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(to.LocalEndpoint);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class TunnelListener(TcpListener socket) : ITransportListener
    {
        public async ValueTask<TransportConnection?> AcceptAsync()
        {
            try
            {
                TcpClient client = await socket.AcceptTcpClientAsync();
                return TransportConnection.Over(client.GetStream(), "tunnel");
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return null;
            }
        }

        public ValueTask DisposeAsync()
        {
            socket.Stop();
            return ValueTask.CompletedTask;
        }
    }
}
