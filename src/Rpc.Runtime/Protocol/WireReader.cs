using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Rpc.Protocol;

/// <summary>Reads the fields of control frames: little-endian integers, and text as u32 length and UTF-8.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public string ReadText()
    {
        ReadOnlySpan<byte> bytes = ReadBytes();
        if (!Utf8.IsValid(bytes))
        {
            throw new ProtocolException(ProtocolFault.BadText, "a text is not UTF-8");
        }

        return Encoding.UTF8.GetString(bytes);
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        uint length = ReadUInt32();
        if (length > (uint)_rest.Length)
        {
            throw new ProtocolException(ProtocolFault.BodyCutOff, $"a text of {length} bytes where {_rest.Length} are left");
        }

        return Take((int)length);
    }

    public readonly void End()
    {
        if (_rest.Length != 0)
        {
            throw new ProtocolException(ProtocolFault.BodyTooLong, $"{_rest.Length} bytes follow the last field");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            throw new ProtocolException(ProtocolFault.BodyCutOff, $"a field of {count} bytes where {_rest.Length} are left");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
