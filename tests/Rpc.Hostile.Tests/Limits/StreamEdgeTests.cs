using System.Buffers.Binary;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>What a stream's reader allows its writer, as the writer hears it on the wire.</summary>
public sealed class StreamEdgeTests
{
    [Theory]
    [InlineData(4 * 1024, 16_000_000, 4 * 1024)]
    [InlineData(20_000, 16_000_000, 20_000)]
    [InlineData(64 * 1024, 0, 4 * 1024)]
    [InlineData(64 * 1024, 20_000, 4 * 1024 + 10_000)]
    public async Task The_first_window_is_what_the_limits_say(int window, int all, int expected)
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { StreamWindowBytes = window, MaxStreamBytes = all });
        using RawConnection peer = RawConnection.Open(server.Uri);
        peer.Send(Bytes.Request(FrameFlags.None, 50, Arguments.Header("SumAsync", timeout: 0), [1]));
        Assert.Equal(expected, ReadCredit(peer).Bytes);
    }

    [Fact]
    public async Task A_window_grows_to_the_limit_and_not_past_it()
    {
        const int First = 8 * 1024;
        const int Most = 32 * 1024;
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { StreamWindowBytes = First, MaxStreamWindowBytes = Most });
        using RawConnection peer = RawConnection.Open(server.Uri);
        peer.Send(Bytes.Request(FrameFlags.None, 50, Arguments.Header("SumAsync", timeout: 0), [1]));
        (ulong stream, int allowed) = ReadCredit(peer);
        Assert.Equal(First, allowed);
        int widest = allowed;
        for (int i = 0; i < 200 && widest < Most; i++)
        {
            peer.Send(Bytes.Frame(FrameType.StreamItems, FrameFlags.None, stream, new byte[allowed]));
            allowed = ReadCredit(peer).Bytes;
            widest = Math.Max(widest, allowed);
        }

        for (int i = 0; i < 20; i++)
        {
            peer.Send(Bytes.Frame(FrameType.StreamItems, FrameFlags.None, stream, new byte[allowed]));
            allowed = ReadCredit(peer).Bytes;
            widest = Math.Max(widest, allowed);
        }

        Assert.Equal(Most, widest);
    }

    /// <summary>The stream that the server asks for, and the credit that it gives.</summary>
    private static (ulong Stream, int Bytes) ReadCredit(RawConnection peer)
    {
        while (peer.Read() is { } frame)
        {
            if (frame.Header.Type == FrameType.Credit && frame.Header.Id != 0)
            {
                return (frame.Header.Id, BinaryPrimitives.ReadInt32LittleEndian(frame.Body));
            }
        }

        throw new IOException("The server ended the connection.");
    }
}
