using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>A message keeps every byte, however it arrives.</summary>
public sealed class GrowingMessageTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_024, 1_024)]
    [InlineData(100_000, 1)]
    [InlineData(1_000_000, 333)]
    [InlineData(3_000_000, 65_536)]
    public void Every_byte_is_where_it_belongs(int length, int piece)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var message = new GrowingMessage(length);
        for (int at = 0; at < length; at += piece)
        {
            Assert.Equal(at, message.Arrived);
            message.Append(bytes.AsSpan(at, Math.Min(piece, length - at)));
        }

        Assert.Equal(length, message.Arrived);
        int head = Math.Min(20, length);
        ReadOnlyMemory<byte> begun = message.WithHead(head);
        Assert.Equal(length, begun.Length);
        Assert.True(begun.Span[..head].SequenceEqual(bytes.AsSpan(0, head)));
        Assert.True(message.Join().Span.SequenceEqual(bytes));

        // The same memory, and once more the same.
        Assert.True(begun.Span.SequenceEqual(bytes));
        Assert.True(message.Join().Span.SequenceEqual(bytes));
    }
}
