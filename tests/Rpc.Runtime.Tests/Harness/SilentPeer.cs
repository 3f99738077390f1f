using System.Net;
using System.Net.Sockets;
using Rpc.Buffers;
using Rpc.Protocol;

namespace Rpc.Runtime.Tests;

/// <summary>A server that accepts and then does as little as it is told to.</summary>
internal sealed class SilentPeer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _accepted = [];
    private readonly Task _loop;

    /// <param name="welcomes">Whether it answers the handshake.</param>
    /// <param name="binds">Whether it takes every object for one of the caller's contract.</param>
    /// <param name="reads">Whether it reads on.</param>
    public SilentPeer(bool welcomes, bool binds = false, bool reads = true)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _loop = AcceptAsync(welcomes, binds, reads);
    }

    public string Uri => $"rpc://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/anything";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_accepted)
        {
            _accepted.ForEach(static s => s.Dispose());
        }

        await _loop.Within();
    }

    private async Task AcceptAsync(bool welcomes, bool binds, bool reads)
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync();
                lock (_accepted)
                {
                    _accepted.Add(socket);
                }

                served.Add(ServeAsync(socket, welcomes, binds, reads));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(served);
        }
    }

    private static async Task ServeAsync(Socket socket, bool welcomes, bool binds, bool reads)
    {
        try
        {
            byte[] preface = await TakeAsync(socket, Preface.Size);
            await TakeAsync(socket, Preface.Read(preface));
            if (welcomes)
            {
                using PooledBuffer welcome = Handshake.Welcome(new WelcomePayload(RpcStatus.Ok, "", 0, 1 << 26, "silent"));
                await socket.SendAsync(welcome.WrittenMemory);
            }

            while (binds)
            {
                FrameHeader header = FrameHeader.Read(await TakeAsync(socket, FrameHeader.Size));
                await TakeAsync(socket, header.Length);
                if (header.Type == FrameType.Bind)
                {
                    using PooledBuffer bound = Calls.CallChannel.NewMessage();
                    BoundPayload.Same.Write(bound);
                    new FrameHeader(bound.Length - FrameHeader.Size, FrameType.Bound, FrameFlags.None, header.Id).Write(bound.Written);
                    await socket.SendAsync(bound.WrittenMemory);
                    binds = reads;
                }
            }

            while (reads)
            {
                await TakeAsync(socket, 1);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // It ended, as every peer does.
        }
    }

    private static async Task<byte[]> TakeAsync(Socket socket, int count)
    {
        byte[] taken = new byte[count];
        for (int have = 0; have < count;)
        {
            int received = await socket.ReceiveAsync(taken.AsMemory(have));
            have += received != 0 ? received : throw new IOException("The end.");
        }

        return taken;
    }
}
