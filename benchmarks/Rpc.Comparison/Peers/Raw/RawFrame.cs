using System.Buffers.Binary;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>
/// The header of a request: length (of what follows), call id, method; and of a reply: length, call id, status.
/// All little-endian <see cref="int"/>s, so that a server can turn one into the other where it stands.
/// </summary>
internal static class RawFrame
{
    public const int HeaderSize = 12;

    public const int Add = 1;
    public const int Welcome = 2;
    public const int Echo = 3;

    public static void WriteHeader(Span<byte> target, int size, int id, int methodOrStatus)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], methodOrStatus);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], id);
        BinaryPrimitives.WriteInt32LittleEndian(target, size - sizeof(int));
    }

    /// <summary>Finds the frame, header included, at the start of <paramref name="received"/>; false while it is not all there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> received, out int size)
    {
        size = received.Length >= HeaderSize ? BinaryPrimitives.ReadInt32LittleEndian(received) + sizeof(int) : int.MaxValue;
        return received.Length >= size;
    }

    public static int Id(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(frame[4..]);

    public static int Method(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(frame[8..]);
}
