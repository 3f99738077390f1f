using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Rpc.Buffers;
using Rpc.Protocol;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What a connection says of calls, streams and references is said of its own: nobody cancels, feeds or releases what is another's.</summary>
public sealed class OwnFramesTests() : SecurityTest(TestTransport.Tcp)
{
    private const int Ids = 64;

    [Fact]
    public async Task Cancels_credits_and_releases_of_one_connection_never_reach_anothers_calls()
    {
        var slow = new Slow();
        ISlow proxy = Serve<ISlow>(slow);
        IBank bank = Serve<IBank>(new Bank());
        IAccount handed = await bank.OpenAsync("ali").Within();
        Task<int>[] calls = [.. Enumerable.Range(0, 10).Select(_ => proxy.StubbornAsync())];
        await Patience.UntilAsync(() => slow.Begun == 10, "all handlers have begun");

        int frames = await MeddleAsync();

        Assert.Equal((10, 0), (slow.Begun, slow.Cancelled));
        Assert.All(calls, static call => Assert.False(call.IsCompleted));
        Assert.Equal(5, handed.Deposit(5));
        slow.Release();
        await Task.WhenAll(calls).Within();
        Counts.Tell($"{frames} frames of one connection about another's calls, none of which had an effect");
    }

    /// <summary>Says everything that can be said of ids that the other connection uses, and waits until it was heard.</summary>
    private async Task<int> MeddleAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Address.Port));
        using (PooledBuffer hello = Handshake.Hello(new HelloPayload(0, 1 << 20, "meddler", [])))
        {
            await socket.SendAsync(hello.WrittenMemory);
        }

        int frames = 0;
        for (ulong id = 1; id <= Ids; id++)
        {
            byte[] one = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(one, 1);
            foreach ((FrameType type, byte[] body) in new[] { (FrameType.Cancel, Array.Empty<byte>()), (FrameType.Credit, one), (FrameType.Release, one) })
            {
                byte[] frame = new byte[FrameHeader.Size + body.Length];
                new FrameHeader(body.Length, type, FrameFlags.None, id).Write(frame);
                body.CopyTo(frame, FrameHeader.Size);
                await socket.SendAsync(frame);
                frames++;
            }
        }

        byte[] ping = new byte[FrameHeader.Size];
        new FrameHeader(0, FrameType.Ping, FrameFlags.None, 7).Write(ping);
        await socket.SendAsync(ping);

        // The last frame is the pong: all before it was read.
        byte[] buffer = new byte[4_096];
        int have = 0;
        while (!buffer.AsSpan(0, have).EndsWith(Pong()))
        {
            int received = await socket.ReceiveAsync(buffer.AsMemory(have)).AsTask().Within();
            Assert.NotEqual(0, received);
            have += received;
        }

        return frames;
    }

    private static byte[] Pong()
    {
        byte[] pong = new byte[FrameHeader.Size];
        new FrameHeader(0, FrameType.Pong, FrameFlags.None, 7).Write(pong);
        return pong;
    }
}
