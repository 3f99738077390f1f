using System.Buffers.Binary;
using System.IO.Compression;
using Mandelbrot.Drawing;

namespace Mandelbrot.Png;

/// <summary>The format: a signature, then chunks of length, type, data and checksum. The data of the picture is its rows, packed.</summary>
internal static class PngWriter
{
    private const int PieceBytes = 64 * 1024;

    public static void Write(Stream stream, Picture picture, CancellationToken stop)
    {
        stream.Write([0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n']);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 8;                                                      // bits for each colour
        header[9] = 2;                                                      // red, green, blue
        WriteChunk(stream, "IHDR"u8, header);
        WriteRows(stream, picture, stop);
        WriteChunk(stream, "IEND"u8, []);
    }

    // In pieces, so that the packed picture is never in memory as a whole.
    private static void WriteRows(Stream stream, Picture picture, CancellationToken stop)
    {
        using MemoryStream packed = new();
        using (ZLibStream rows = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int length = picture.Width * 3;
            for (int row = 0; row < picture.Height; row++)
            {
                stop.ThrowIfCancellationRequested();
                rows.WriteByte(0);                                          // the row is as it is, not as a difference to another
                rows.Write(picture.Pixels, row * length, length);
                if (packed.Length >= PieceBytes)
                {
                    WriteChunk(stream, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
                    packed.SetLength(0);
                }
            }
        }

        WriteChunk(stream, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        stream.Write(number);
    }
}
