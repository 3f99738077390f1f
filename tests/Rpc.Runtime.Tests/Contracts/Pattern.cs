using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Bytes of which each says where it belongs.</summary>
internal static class Pattern
{
    private const int Period = 251;

    private static readonly byte[] s_bytes = [.. Enumerable.Range(0, 1 << 17).Select(i => (byte)(i % Period))];

    public static void Fill(Span<byte> bytes, long position)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> next = bytes[..Math.Min(bytes.Length, 1 << 16)];
            s_bytes.AsSpan((int)(position % Period), next.Length).CopyTo(next);
            bytes = bytes[next.Length..];
            position += next.Length;
        }
    }

    public static void Check(ReadOnlySpan<byte> bytes, long position)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> next = bytes[..Math.Min(bytes.Length, 1 << 16)];
            Assert.True(next.SequenceEqual(s_bytes.AsSpan((int)(position % Period), next.Length)), $"The bytes from {position} on are others.");
            bytes = bytes[next.Length..];
            position += next.Length;
        }
    }
}
