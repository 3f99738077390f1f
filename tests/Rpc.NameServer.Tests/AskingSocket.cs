using System.Net;
using System.Net.Sockets;
using Rpc.Naming;

namespace Rpc.NameServer.Tests;

/// <summary>Sends datagrams to the port of discovery of this machine, and takes what comes back.</summary>
internal sealed class AskingSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _port;

    /// <param name="port">The port.</param>
    /// <param name="broadcast">Whether all sockets of the port are to hear; on Linux only.</param>
    public AskingSocket(int port, bool broadcast = false)
    {
        _socket.EnableBroadcast = true;
        _socket.ReceiveBufferSize = 1 << 20;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _port = new IPEndPoint(broadcast ? IPAddress.Parse("127.255.255.255") : IPAddress.Loopback, port);
    }

    /// <summary>A UDP port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void Send(ReadOnlySpan<byte> datagram) => _socket.SendTo(datagram, _port);

    /// <summary>Asks until there is an answer, and gives its address.</summary>
    public async Task<string> AskAsync()
    {
        for (byte i = 1; i < 30; i++)
        {
            byte[] nonce = [.. Enumerable.Repeat(i, DiscoveryMessage.NonceLength)];
            Send(DiscoveryMessage.Question(nonce));
            foreach ((byte[] answered, string address) in await AnswersAsync(1, TimeSpan.FromSeconds(1)))
            {
                return answered.AsSpan().SequenceEqual(nonce) ? address : throw new InvalidOperationException("an answer to another question");
            }
        }

        throw new TimeoutException("nobody answers");
    }

    /// <summary>The answers that come, until there are so many or nothing comes for a while.</summary>
    public async Task<List<(byte[] Nonce, string Address)>> AnswersAsync(int most, TimeSpan patience)
    {
        var answers = new List<(byte[], string)>();
        byte[] buffer = new byte[2048];
        while (answers.Count < most)
        {
            using var limit = new CancellationTokenSource(patience);
            try
            {
                int read = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
                answers.Add(Read(buffer.AsSpan(0, read)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return answers;
    }

    public void Dispose() => _socket.Dispose();

    private static (byte[] Nonce, string Address) Read(ReadOnlySpan<byte> datagram) => DiscoveryMessage.TryReadAnswer(datagram, out ReadOnlySpan<byte> nonce, out RemoteUri? address)
        ? (nonce.ToArray(), address.WithoutObject().ToString())
        : throw new InvalidOperationException("no answer: " + Convert.ToHexString(datagram));
}
