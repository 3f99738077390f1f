using System.Buffers.Binary;

namespace Rpc.Protocol;

/// <summary>The sixteen bytes before every frame's body: u32 body length, u8 type, u8 flags, u16 zero, u64 id; little-endian.</summary>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, ulong Id)
{
    public const int Size = 16;

    /// <summary>Bytes of a message that one frame carries at most; a longer message travels in chunks.</summary>
    public const int MaxChunk = 64 * 1024;

    /// <summary>Longest body: one chunk and the length that the first chunk carries.</summary>
    public const int MaxBody = MaxChunk + 64;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        destination[4] = (byte)Type;
        destination[5] = (byte)Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Id);
    }

    /// <summary>Reads and checks a header. <paramref name="source"/> holds at least <see cref="Size"/> bytes.</summary>
    /// <exception cref="ProtocolException">The bytes cannot be a header.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(source);
        byte type = source[4];
        byte flags = source[5];
        ushort zero = BinaryPrimitives.ReadUInt16LittleEndian(source[6..]);
        if (length > MaxBody)
        {
            throw new ProtocolException(ProtocolFault.FrameTooLong, $"a frame of {length} bytes where {MaxBody} is the most");
        }

        if (type is 0 or > (byte)FrameType.Unbind)
        {
            throw new ProtocolException(ProtocolFault.UnknownFrameType, $"frame type {type} is unknown");
        }

        if ((flags & ~(byte)FrameFlags.All) != 0 || zero != 0)
        {
            throw new ProtocolException(ProtocolFault.ReservedBits, $"reserved bits are set in a frame of type {type}");
        }

        return new FrameHeader((int)length, (FrameType)type, (FrameFlags)flags, BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));
    }
}
