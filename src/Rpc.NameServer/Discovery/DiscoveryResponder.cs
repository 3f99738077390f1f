using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Rpc.Naming;

namespace Rpc.NameServer.Discovery;

/// <summary>Answers clients that ask the network for a name server, each with an address that it can reach, until it is disposed.</summary>
internal sealed class DiscoveryResponder : IAsyncDisposable
{
    private const int LongestDatagram = 65_536;

    /// <summary>After which new network interfaces are looked for.</summary>
    private static readonly TimeSpan JoinPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<DiscoverySocket> _sockets = [];
    private readonly AnswerAddress _address;
    private readonly TimeProvider _clock;
    private readonly Task _work;

    /// <exception cref="ArgumentException">The name server does not listen where the network reaches it.</exception>
    /// <exception cref="IOException">The port is somebody else's.</exception>
    public DiscoveryResponder(DiscoveryOptions options, RemoteUri listener, RemoteUri? advertised, TimeProvider clock, ILogger log)
    {
        _clock = clock;
        _address = new AnswerAddress(listener, advertised);
        try
        {
            foreach (AddressFamily family in _address.Families.Where(static family => family == AddressFamily.InterNetwork ? Socket.OSSupportsIPv4 : Socket.OSSupportsIPv6))
            {
                _sockets.Add(new DiscoverySocket(family, options.Port, log));
            }

            Join();
        }
        catch
        {
            _sockets.ForEach(static socket => socket.Dispose());
            _stop.Dispose();
            throw;
        }

        if (_address.IsLocalOnly)
        {
            DiscoveryLog.LocalOnly(log, listener.ToString());
        }

        DiscoveryLog.Listening(log, options.Port);
        _work = RunAsync(_stop.Token);
    }

    /// <summary>What makes discovery senseless at that address, or null.</summary>
    public static string? Problem(RemoteUri listener) => listener.Scheme is RemoteScheme.Tcp or RemoteScheme.Tls
        ? null
        : $"a name server at {listener} cannot be found over the network: let it listen on rpc:// or rpcs://, or leave out {nameof(NameServerOptions)}.{nameof(NameServerOptions.Discovery)}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _sockets.ForEach(static socket => socket.Dispose());
        _stop.Dispose();
    }

    private Task RunAsync(CancellationToken stop) => Task.WhenAll([.. _sockets.Select(socket => AnswerAsync(socket.Socket, new AnswerBudget(_clock), stop)), JoinAsync(stop)]);

    private async Task JoinAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(JoinPeriod, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                Join();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Join()
    {
        try
        {
            _sockets.ForEach(static socket => socket.Join());
        }
        catch (NetworkInformationException)
        {
            // A sandbox that does not let its programs look at interfaces: broadcasts come in all the same.
        }
    }

    private async Task AnswerAsync(Socket socket, AnswerBudget budget, CancellationToken stop)
    {
        byte[] buffer = new byte[LongestDatagram];
        EndPoint any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveMessageFromResult read = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, any, stop).ConfigureAwait(false);
                var asker = (IPEndPoint)read.RemoteEndPoint;
                if (Reply(buffer.AsSpan(0, read.ReceivedBytes), asker, read.PacketInformation.Interface, budget) is { } answer)
                {
                    await socket.SendToAsync(answer, SocketFlags.None, asker, stop).ConfigureAwait(false);
                    NameServerMetrics.Answered.Add(1);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The asker has gone, or the network: there will be others, and this must not become a loop without an end.
                NameServerMetrics.Ignored("Unreachable");
                await Task.WhenAny(Task.Delay(PauseAfterFault, _clock, stop)).ConfigureAwait(false);
            }
        }
    }

    private byte[]? Reply(ReadOnlySpan<byte> datagram, IPEndPoint asker, int arrival, AnswerBudget budget)
    {
        if (!DiscoveryMessage.TryReadQuestion(datagram, out ReadOnlySpan<byte> nonce))
        {
            NameServerMetrics.Ignored("Malformed");
            return null;
        }

        if (!budget.TryTake(asker.Address))
        {
            NameServerMetrics.Ignored("TooMany");
            return null;
        }

        if (_address.For(asker.Address, arrival) is not { } address)
        {
            NameServerMetrics.Ignored("Unreachable");
            return null;
        }

        return DiscoveryMessage.Answer(nonce, address);
    }
}
