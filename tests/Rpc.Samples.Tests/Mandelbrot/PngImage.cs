using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Rpc.Samples.Tests;

/// <summary>A PNG file read back: 8 bits for red, green and blue, rows that are not filtered. Anything that is wrong in it is an exception.</summary>
internal sealed class PngImage
{
    private readonly byte[] _rows;

    private PngImage(int width, int height, byte[] rows)
    {
        Width = width;
        Height = height;
        _rows = rows;
    }

    public int Width { get; }

    public int Height { get; }

    public static PngImage Read(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], rest[..8].ToArray());
        rest = rest[8..];
        byte[] header = Assert.Single(Chunks(ref rest, "IHDR"));
        using MemoryStream packed = new([.. Chunks(ref rest, "IDAT").SelectMany(data => data)]);
        Assert.Empty(Assert.Single(Chunks(ref rest, "IEND")));
        Assert.Equal(0, rest.Length);

        Assert.Equal([8, 2, 0, 0, 0], header[8..]);
        int width = BinaryPrimitives.ReadInt32BigEndian(header);
        int height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
        using MemoryStream rows = new();
        unpacked.CopyTo(rows);
        Assert.Equal(height * (1 + (width * 3)), rows.Length);
        return new PngImage(width, height, rows.ToArray());
    }

    public (byte Red, byte Green, byte Blue) At(int x, int y)
    {
        int row = y * (1 + (Width * 3));
        Assert.Equal(0, _rows[row]);
        int pixel = row + 1 + (x * 3);
        return (_rows[pixel], _rows[pixel + 1], _rows[pixel + 2]);
    }

    private static List<byte[]> Chunks(ref ReadOnlySpan<byte> rest, string type)
    {
        List<byte[]> chunks = [];
        while (rest.Length > 0 && Encoding.ASCII.GetString(rest[4..8]) == type)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            Assert.Equal(Checksum(rest.Slice(4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]));
            chunks.Add(rest.Slice(8, length).ToArray());
            rest = rest[(12 + length)..];
        }

        return chunks;
    }

    // Bit by bit, as the specification has it: not the way in which the sample does it.
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint rest = uint.MaxValue;
        foreach (byte one in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool differs = ((rest ^ (uint)(one >> bit)) & 1) != 0;
                rest = (rest >> 1) ^ (differs ? 0xedb88320u : 0);
            }
        }

        return ~rest;
    }
}
