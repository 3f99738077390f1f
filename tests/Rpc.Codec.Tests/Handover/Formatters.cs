using System.Buffers;
using MemoryPack;

namespace Handover;

/// <summary>What MemoryPack's own generator would have written: 2, the length of each member, the members.</summary>
internal sealed class VersionedFormatter : MemoryPackFormatter<Versioned>
{
    public override void Serialize(IBufferWriter<byte> writer, Versioned? value) =>
        writer.Write(value is null ? [255] : (ReadOnlySpan<byte>)[2, 1, 2, value.Id, (byte)value.Count, (byte)(value.Count >> 8)]);

    public override int Deserialize(ReadOnlySpan<byte> buffer, ref Versioned? value)
    {
        if (buffer[0] == 255)
        {
            value = null;
            return 1;
        }

        // Of a newer version the lengths tell how much to skip.
        int count = buffer[0];
        if (count < 2 || buffer[1] != 1 || buffer[2] != 2)
        {
            throw new MemoryPackSerializationException($"{typeof(Versioned)} has other members than {count}.");
        }

        int start = 1 + count;
        int length = 0;
        foreach (byte each in buffer[1..start])
        {
            length += each;
        }

        value = new Versioned { Id = buffer[start], Count = BitConverter.ToUInt16(buffer[(start + 1)..]) };
        _ = buffer[start..(start + length)];
        return start + length;
    }
}

/// <summary>1, the length of the member, the number of the object, the next; or 250 and the number of one that was there.</summary>
internal sealed class RingFormatter : MemoryPackFormatter<Ring>
{
    public override void Serialize(IBufferWriter<byte> writer, Ring? value)
    {
        var seen = new List<Ring>();
        while (value is not null && !seen.Contains(value))
        {
            writer.Write((ReadOnlySpan<byte>)[1, 127, (byte)seen.Count]);
            seen.Add(value);
            value = value.Next;
        }

        writer.Write(value is null ? [255] : (ReadOnlySpan<byte>)[250, (byte)seen.IndexOf(value)]);
    }

    public override int Deserialize(ReadOnlySpan<byte> buffer, ref Ring? value)
    {
        var seen = new List<Ring>();
        int at = 0;
        while (buffer[at] == 1)
        {
            var ring = new Ring();
            if (seen.Count > 0)
            {
                seen[^1].Next = ring;
            }

            seen.Add(ring);
            at += 3;
        }

        if (buffer[at] == 250)
        {
            seen[^1].Next = seen[buffer[at + 1]];
            at++;
        }

        value = seen.Count > 0 ? seen[0] : null;
        return at + 1;
    }
}

internal sealed class SealedFormatter : MemoryPackFormatter<Sealed>
{
    public override void Serialize(IBufferWriter<byte> writer, Sealed value) => writer.Write((ReadOnlySpan<byte>)[1, (byte)~value.Value]);

    public override int Deserialize(ReadOnlySpan<byte> buffer, ref Sealed value)
    {
        value = new Sealed { Value = (byte)~buffer[1] };
        return 2;
    }
}
