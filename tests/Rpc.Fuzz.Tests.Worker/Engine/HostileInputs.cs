using System.Buffers.Binary;
using System.Text;

namespace Rpc.Fuzz.Engine;

/// <summary>What every target is shown once: nesting without end, and large numbers in few bytes.</summary>
internal static class HostileInputs
{
    private const int Deep = 10_000;

    public static IReadOnlyList<byte[]> All { get; } =
    [
        [],
        Text(Repeat("[", Deep)),
        Text(Repeat("{\"next\":", Deep)),
        Text(Repeat("{\"next\":", 63) + "null" + Repeat("}", 63)),
        Text(Repeat("{\"left\":", Deep)),
        Text(Repeat("[[", 40) + Repeat("]]", 40)),
        Text("T " + Repeat("[", Deep)),
        Text("T " + Repeat("?", Deep)),
        Text("T @T;\0\u0001\u0001"),
        Text(Repeat("\"\\u0000\",", 2000)),

        // Lists in lists: each counts one.
        [.. Enumerable.Repeat(new byte[] { 1, 0, 0, 0 }, Deep).SelectMany(static each => each)],

        // Objects in objects, by their last, their first and their second member.
        [.. Enumerable.Repeat(new byte[] { 3, 0, 0, 0, 0 }, Deep).SelectMany(static each => each)],
        [.. Enumerable.Repeat((byte)1, Deep)],
        [.. Enumerable.Repeat((byte)2, Deep)],
        [.. Enumerable.Repeat((byte)7, Deep)],

        // A million elements in ten bytes, and as many as there are bytes.
        Count(1_000_000, 6),
        Count(0x3FFF_FFFF, 6),
        Count(int.MaxValue, 6),
        Count(int.MinValue, 6),
        Count(16 * 1024, 64 * 1024),
        Count(64 * 1024, 64 * 1024),
        Nested(64 * 1024),
    ];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static byte[] Count(int count, int zeros)
    {
        byte[] bytes = new byte[4 + zeros];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count);
        return bytes;
    }

    // Sixty-four counts, each as large as what follows lets it be.
    private static byte[] Nested(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < 64; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), (length - ((i + 1) * 4)) / 4);
        }

        return bytes;
    }
}
