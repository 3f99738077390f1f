using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Naming;

/// <summary>One search: three questions within the time, the first answer ends it but for a moment in which others may come.</summary>
/// <remarks>Under <c>_gate</c>: what was found, each once, in the order of the answers.</remarks>
internal sealed class DiscoverySearch(NameDiscovery settings, ILogger log)
{
    private const int Rounds = 3;

    /// <summary>Name servers that are kept, and datagrams that are looked at: whoever answers without end is heard no longer.</summary>
    private const int MostServers = 8;
    private const int MostAnswers = 64;

    private readonly Lock _gate = new();
    private readonly List<RemoteUri> _found = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _nonces = RandomNumberGenerator.GetBytes(Rounds * DiscoveryMessage.NonceLength);
    private int _answers;

    public async Task<IReadOnlyList<RemoteUri>> RunAsync()
    {
        IReadOnlyList<DiscoveryPath> paths = DiscoveryPath.Open(settings.Port, settings.Hops);
        using var end = new CancellationTokenSource(settings.Timeout, settings.TimeProvider);
        Task readers = ReadAllAsync(paths, end.Token);
        try
        {
            for (int round = 0; round < Rounds && !_first.Task.IsCompleted; round++)
            {
                byte[] question = DiscoveryMessage.Question(Nonce(round));
                foreach (DiscoveryPath path in paths)
                {
                    path.Send(question);
                }

                // The last question has half of the time.
                TimeSpan time = round == Rounds - 1 ? settings.Timeout : settings.Timeout / 4;
                await Task.WhenAny(_first.Task, Task.Delay(time, settings.TimeProvider, end.Token)).ConfigureAwait(false);
            }

            if (_first.Task.IsCompleted)
            {
                // Others are addresses to fail over to.
                await Task.WhenAny(Task.Delay(settings.Timeout / 10, settings.TimeProvider, end.Token)).ConfigureAwait(false);
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await readers.ConfigureAwait(false);
            foreach (DiscoveryPath path in paths)
            {
                path.Dispose();
            }
        }

        return Result();
    }

    private ReadOnlySpan<byte> Nonce(int round) => _nonces.AsSpan(round * DiscoveryMessage.NonceLength, DiscoveryMessage.NonceLength);

    private Task ReadAllAsync(IReadOnlyList<DiscoveryPath> paths, CancellationToken end) => Task.WhenAll(paths.Select(path => ReadAsync(path.Socket, end)));

    private async Task ReadAsync(Socket socket, CancellationToken end)
    {
        byte[] buffer = new byte[DiscoveryMessage.LongestQuestion + 1];
        EndPoint any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (Interlocked.Increment(ref _answers) <= MostAnswers)
        {
            try
            {
                SocketReceiveFromResult read = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, end).ConfigureAwait(false);
                Take(buffer.AsSpan(0, read.ReceivedBytes), (IPEndPoint)read.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // Windows tells a UDP socket that nobody listens there; the next answer may be one.
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (!DiscoveryMessage.TryReadAnswer(datagram, out ReadOnlySpan<byte> nonce, out RemoteUri? address) || !IsOurs(nonce))
        {
            DiscoveryLog.AnswerIgnored(log, from.ToString(), "it is no answer to a question of this search");
            return;
        }

        if (LocalHost.IsLoopback(address.Host) && !IPAddress.IsLoopback(from.Address))
        {
            DiscoveryLog.AnswerIgnored(log, from.ToString(), $"{address} is a loopback address, and the answer comes from another machine");
            return;
        }

        lock (_gate)
        {
            if (_found.Count >= MostServers || _found.Contains(address))
            {
                return;
            }

            _found.Add(address);
        }

        if (!settings.IsFound(address))
        {
            DiscoveryLog.Found(log, address.WithoutObject().ToString(), from.ToString());
        }

        _first.TrySetResult();
    }

    private bool IsOurs(ReadOnlySpan<byte> nonce)
    {
        for (int round = 0; round < Rounds; round++)
        {
            if (nonce.SequenceEqual(Nonce(round)))
            {
                return true;
            }
        }

        return false;
    }

    private RemoteUri[] Result()
    {
        lock (_gate)
        {
            DiscoveryMetrics.Searched(_found.Count > 0);
            if (_found.Count == 0)
            {
                DiscoveryLog.NothingFound(log, settings.Port, settings.Timeout.TotalSeconds);
            }

            return [.. _found];
        }
    }
}
