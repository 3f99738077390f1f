using System.Buffers.Binary;
using System.Text;
using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>Writes the fields of control frames; the twin of <see cref="WireReader"/>.</summary>
internal readonly ref struct WireWriter(PooledBuffer output)
{
    public void Write(byte value) => output.Take(1)[0] = value;

    public void Write(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(output.Take(2), value);

    public void Write(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(output.Take(4), value);

    public void Write(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(output.Take(8), value);

    public void Write(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Write((uint)length);
        Encoding.UTF8.GetBytes(text, output.Take(length));
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Write((uint)bytes.Length);
        output.Append(bytes);
    }
}
