using System.Buffers.Binary;

namespace Rpc.Tasks.Stores;

/// <summary>A <see cref="TaskSignal"/> as it goes from one process to another on this machine: the file's identity (16 bytes), kinds (4), how many ids (4; -1 for a list that is not told), the ids (16 each). Integers are little-endian.</summary>
internal static class SqliteDatagram
{
    /// <summary>So many ids are told; of more, that there are some. Keeps a datagram below any path's limit.</summary>
    public const int MostIds = 80;

    private const int Head = 24;

    /// <summary>The longest there is, in bytes.</summary>
    public const int MostBytes = Head + (16 * MostIds);

    public static byte[] Write(Guid identity, TaskSignal signal)
    {
        int count = signal.Ended is { Count: <= MostIds } ids ? ids.Count : -1;
        byte[] bytes = new byte[Head + (16 * Math.Max(count, 0))];
        identity.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), (int)signal.Kinds);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), count);
        for (int i = 0; i < count; i++)
        {
            signal.Ended![i].TryWriteBytes(bytes.AsSpan(Head + (16 * i)), bigEndian: true, out _);
        }

        return bytes;
    }

    /// <summary>Null for what is none, or is of another file: anybody can send anything here.</summary>
    public static TaskSignal? Read(Guid identity, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Head || new Guid(bytes[..16], bigEndian: true) != identity)
        {
            return null;
        }

        var kinds = (TaskSignalKinds)BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        int count = BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]);
        if (count is < -1 or > MostIds || bytes.Length != Head + (16 * Math.Max(count, 0)))
        {
            return null;
        }

        if (count < 0)
        {
            return new TaskSignal(kinds);
        }

        var ids = new Guid[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = new Guid(bytes.Slice(Head + (16 * i), 16), bigEndian: true);
        }

        return new TaskSignal(kinds, ids);
    }
}
