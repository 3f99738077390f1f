namespace Mandelbrot.Png;

/// <summary>The checksum of PNG's chunks.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xedb88320;

    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(static number => Enumerable.Range(0, 8).Aggregate((uint)number, static (rest, _) => (rest >> 1) ^ ((rest & 1) * Polynomial)))];

    /// <summary>Over both, one behind the other.</summary>
    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Add(Add(uint.MaxValue, first), second);

    private static uint Add(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte one in data)
        {
            crc = s_table[(byte)crc ^ one] ^ (crc >> 8);
        }

        return crc;
    }
}
