using Rpc.Buffers;
using Rpc.Diagnostics;
using Rpc.Protocol;
using Rpc.Security;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>The accepting side's half of the handshake. Reads no more than a handshake may have, and waits no longer than it may take.</summary>
internal static class ServerHandshake
{
    /// <summary>Runs on a thread that may block where the transport can. Gives the connection, or null when the peer was refused or went away; the reason is then in the log.</summary>
    public static async Task<RpcConnection?> RunAsync(IConnectionHost host, TransportConnection transport, BlockingSlot slot, IServerGate? gate)
    {
        long tooLate = Environment.TickCount64 + (long)host.Limits.HandshakeTimeout.TotalMilliseconds;
        using var timer = new Timer(static t => ((TransportConnection)t!).Abort(), transport, host.Limits.HandshakeTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await transport.OpenAsync().ConfigureAwait(false);
            byte[] buffer = new byte[512];
            int have = await FillAsync(transport, buffer, 0, Preface.Size).ConfigureAwait(false);
            int length = Preface.Size + Preface.Read(buffer);
            if (length > buffer.Length)
            {
                Array.Resize(ref buffer, length);
            }

            have = await FillAsync(transport, buffer, have, length).ConfigureAwait(false);
            HelloPayload hello = HelloPayload.Read(buffer.AsSpan(Preface.Size, length - Preface.Size));
            if (transport.PeerRefusal is { } unproved)
            {
                Failed(host, transport, TlsFault.Certificate, unproved.Reason);
                await AnswerAsync(host, transport, new HandshakeVerdict(RpcStatus.Unauthenticated, unproved.Told)).ConfigureAwait(false);
                return null;
            }

            HandshakeVerdict verdict = HandshakeVerdict.Welcome;
            if (gate is not null)
            {
                // A hook is a user's code and may block: never on the loop that accepts, nor may the answer be sent from wherever it was awaited.
                await ElasticThreads.SwitchAsync();
                using var left = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Max(1, tooLate - Environment.TickCount64)));
                verdict = await gate.JudgeAsync(hello, transport, left.Token).AsTask().WaitAsync(left.Token).ConfigureAwait(false);
                await ElasticThreads.SwitchAsync();
            }

            await AnswerAsync(host, transport, verdict).ConfigureAwait(false);
            if (verdict.Status != RpcStatus.Ok)
            {
                return null;
            }

            return new RpcConnection(host, transport, (int)Math.Min(hello.MaxMessageBytes, int.MaxValue), buffer.AsSpan(length, have - length), slot) { Identity = verdict.Identity ?? PeerIdentity.Of(transport.PeerCertificate) };
        }
        catch (ProtocolException exception)
        {
            Failed(host, transport, exception.Fault.ToString(), exception.Message);
            await TryAnswerAsync(host, transport, exception).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException || (exception is IOException && Environment.TickCount64 >= tooLate))
        {
            Failed(host, transport, nameof(RpcLimits.HandshakeTimeout), $"it was not complete within {host.Limits.HandshakeTimeout}");
        }
        catch (TlsException exception)
        {
            Failed(host, transport, exception.Fault, exception.Message);
        }
        catch (IOException exception)
        {
            Failed(host, transport, "ConnectionLost", exception.Message);
        }

        transport.Abort();
        return null;
    }

    private static void Failed(IConnectionHost host, TransportConnection transport, string fault, string reason)
    {
        RpcMetrics.CountRefused(fault);
        RpcLog.HandshakeFailed(host.Logger, PeerWarnings.Next(host.Logger), transport.RemoteAddress, fault, reason);
    }

    /// <summary>A peer that speaks another version of this protocol is told so; anything else would not understand.</summary>
    private static async Task TryAnswerAsync(IConnectionHost host, TransportConnection transport, ProtocolException exception)
    {
        if (exception.Fault != ProtocolFault.WrongVersion)
        {
            return;
        }

        try
        {
            await AnswerAsync(host, transport, new HandshakeVerdict(RpcStatus.FailedPrecondition, exception.Message)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It went away before it heard.
        }
    }

    private static async Task AnswerAsync(IConnectionHost host, TransportConnection transport, HandshakeVerdict verdict)
    {
        using PooledBuffer answer = Handshake.Welcome(new WelcomePayload(verdict.Status, verdict.Told, 0, (uint)host.Limits.MaxMessageBytes, host.Instance) { Data = verdict.Data });
        if (transport.CanBlock)
        {
            transport.Send(answer.Written);
        }
        else
        {
            await transport.SendAsync(answer.WrittenMemory).ConfigureAwait(false);
        }
    }

    /// <summary>With TLS 1.3 a client judges the server when the server is done already, and just goes.</summary>
    private static string Gone(TransportConnection transport) =>
        "the peer closed the connection during the handshake" + (transport.IsEncrypted ? "; it may not trust this server's certificate, and its own error says so" : "");

    private static async Task<int> FillAsync(TransportConnection transport, byte[] buffer, int have, int wanted)
    {
        while (have < wanted)
        {
            int received = transport.CanBlock
                ? transport.Receive(buffer.AsSpan(have))
                : await transport.ReceiveAsync(buffer.AsMemory(have)).ConfigureAwait(false);
            have += received != 0 ? Math.Max(received, 0) : throw new IOException(Gone(transport));
        }

        return have;
    }
}
