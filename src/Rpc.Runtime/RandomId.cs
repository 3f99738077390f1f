using System.Globalization;

namespace Rpc;

/// <summary>Random ids of objects and programs.</summary>
internal static class RandomId
{
    /// <summary>122 random bits as 32 lower-case hexadecimal digits.</summary>
    /// <remarks>A <see cref="Guid"/> has the bits; that its own formatting must be compiled when a program starts is measured in docs/scale.md (startup).</remarks>
    public static string New()
    {
        Span<byte> random = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(random);
        return Hex(random) + Hex(random[8..]);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => BitConverter.ToUInt64(bytes).ToString("x16", CultureInfo.InvariantCulture);
}
