using Rpc.Buffers;
using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Connections;

/// <summary>The connecting side's half of the handshake. Blocks its thread, so that a blocking transport stays one.</summary>
internal static class ClientHandshake
{
    /// <exception cref="RpcException">The server refuses, or speaks something else.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static RpcConnection Run(IConnectionHost host, TransportConnection transport, byte[] credentials, byte[] data, Action<WelcomePayload>? check)
    {
        Open(transport);
        var hello = new HelloPayload(0, (uint)host.Limits.MaxMessageBytes, host.Instance, credentials) { Data = data };
        using (PooledBuffer message = Handshake.Hello(hello))
        {
            if (transport.CanBlock)
            {
                transport.Send(message.Written);
            }
            else
            {
                transport.SendAsync(message.WrittenMemory).AsTask().GetAwaiter().GetResult();
            }
        }

        byte[] buffer = new byte[Preface.Size + Preface.MaxBody];
        int have = 0;
        Fill(transport, buffer, ref have, Preface.Size);
        int length = Preface.Size + ReadPreface(buffer, transport);
        Fill(transport, buffer, ref have, length);
        WelcomePayload welcome = WelcomePayload.Read(buffer.AsSpan(Preface.Size, length - Preface.Size));
        if (welcome.Status != RpcStatus.Ok)
        {
            throw new RpcException(welcome.Status, $"The server at {(transport.IsEncrypted ? "rpcs://" : "")}{transport.RemoteAddress} refused the connection: {welcome.Message}", reason: RpcErrorReason.HandshakeRefused);
        }

        check?.Invoke(welcome);
        int peerMax = (int)Math.Min(welcome.MaxMessageBytes, int.MaxValue);
        return new RpcConnection(host, transport, peerMax, buffer.AsSpan(length, have - length));
    }

    private static void Open(TransportConnection transport)
    {
        try
        {
            ValueTask opening = transport.OpenAsync();
            if (!opening.IsCompletedSuccessfully)
            {
                opening.AsTask().GetAwaiter().GetResult();
            }
        }
        catch (TlsException exception)
        {
            RpcStatus status = exception.IsAboutIdentity ? RpcStatus.Unauthenticated : RpcStatus.Unavailable;
            throw new RpcException(status, $"rpcs://{transport.RemoteAddress} cannot be reached: {exception.Message}.", reason: RpcErrorReason.HandshakeRefused, innerException: exception);
        }
    }

    private static int ReadPreface(byte[] buffer, TransportConnection transport)
    {
        try
        {
            return Preface.Read(buffer);
        }
        catch (ProtocolException exception)
        {
            throw new RpcException(RpcStatus.Unavailable, $"The handshake with {transport.RemoteAddress} failed: {exception.Message}.", reason: RpcErrorReason.HandshakeRefused, innerException: exception);
        }
    }

    private static void Fill(TransportConnection transport, byte[] buffer, ref int have, int wanted)
    {
        while (have < wanted)
        {
            int received = transport.CanBlock
                ? transport.Receive(buffer.AsSpan(have))
                : transport.ReceiveAsync(buffer.AsMemory(have)).AsTask().GetAwaiter().GetResult();
            if (received == 0 && have > 0 && have < Preface.Size)
            {
                // An alert of TLS is shorter than our preface; what is missing of it reads as zeros, and what it is can be told all the same.
                return;
            }

            if (received == 0)
            {
                throw new IOException("the peer closed the connection during the handshake");
            }

            have += Math.Max(received, 0);
        }
    }
}
