using System.Buffers.Binary;

namespace Rpc.Protocol;

/// <summary>The twenty bytes before the arguments in a Request: u32 binding, u16 method, u8 flags, u8 depth, u64 chain, u32 milliseconds left (0: no deadline).</summary>
internal readonly record struct CallHeader(uint Binding, ushort Method, CallHeaderFlags Flags, byte Depth, ulong Chain, uint TimeoutMilliseconds)
{
    public const int Size = 20;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Binding);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[4..], Method);
        destination[6] = (byte)Flags;
        destination[7] = Depth;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Chain);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], TimeoutMilliseconds);
    }

    public static CallHeader Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < Size)
        {
            throw new ProtocolException(ProtocolFault.BodyCutOff, $"a request of {body.Length} bytes where its header alone has {Size}");
        }

        byte flags = body[6];
        if ((flags & ~(byte)CallHeaderFlags.All) != 0)
        {
            throw new ProtocolException(ProtocolFault.ReservedBits, "reserved bits are set in a request's header");
        }

        return new CallHeader(
            BinaryPrimitives.ReadUInt32LittleEndian(body),
            BinaryPrimitives.ReadUInt16LittleEndian(body[4..]),
            (CallHeaderFlags)flags,
            body[7],
            BinaryPrimitives.ReadUInt64LittleEndian(body[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(body[16..]));
    }
}
