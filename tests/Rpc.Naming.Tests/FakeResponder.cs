using System.Net;
using System.Net.Sockets;
using Rpc.Naming;

namespace Rpc.Naming.Tests;

/// <summary>Answers the questions of discovery on a free port of this machine, rightly or not.</summary>
internal sealed class FakeResponder : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _questions;

    /// <param name="answers">Makes datagrams of the nonce of a question.</param>
    public FakeResponder(Func<byte[], IEnumerable<byte[]>> answers)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _work = RunAsync(answers);
    }

    public int Port { get; }

    /// <summary>Questions of loopback that came in.</summary>
    public int Questions => Volatile.Read(ref _questions);

    /// <summary>Waits until so many have come in, and sees that it were no more.</summary>
    public async Task UntilAsync(int questions)
    {
        for (int i = 0; i < 1_000 && Questions < questions; i++)
        {
            await Task.Delay(10);
        }

        Xunit.Assert.Equal(questions, Questions);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Func<byte[], IEnumerable<byte[]>> answers)
    {
        byte[] buffer = new byte[2048];
        try
        {
            while (true)
            {
                SocketReceiveFromResult read = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var from = (IPEndPoint)read.RemoteEndPoint;
                if (!IPAddress.IsLoopback(from.Address) || !DiscoveryMessage.TryReadQuestion(buffer.AsSpan(0, read.ReceivedBytes), out ReadOnlySpan<byte> nonce))
                {
                    continue;
                }

                Interlocked.Increment(ref _questions);
                foreach (byte[] answer in answers(nonce.ToArray()))
                {
                    await _socket.SendToAsync(answer, SocketFlags.None, from, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
