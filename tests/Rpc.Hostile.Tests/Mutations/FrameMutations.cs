using Rpc.Protocol;
using Rpc.Protocol.Tests;

namespace Rpc.Hostile.Tests;

/// <summary>Frames that are wrong as frames.</summary>
internal static class FrameMutations
{
    public static Shot FlipHeader(Random random, ulong id)
    {
        byte[] frame = RequestMutations.Valid(random, id).Bytes;
        frame[random.Next(FrameHeader.Size)] ^= (byte)(1 << random.Next(8));
        return new Shot("header bits", frame);
    }

    public static Shot Length(Random random, ulong id)
    {
        byte[] frame = RequestMutations.Valid(random, id).Bytes;
        uint honest = BitConverter.ToUInt32(frame);
        uint lie = random.Next(8) switch { 0 => 0, 1 => uint.MaxValue, 2 => 0x8000_0000, 3 => int.MaxValue, 4 => honest + 1, 5 => honest - 1, 6 => FrameHeader.MaxBody, _ => FrameHeader.MaxBody + 1 };
        BitConverter.TryWriteBytes(frame, lie);
        return new Shot("length lies", frame);
    }

    public static Shot Cut(Random random, ulong id)
    {
        byte[] frame = RequestMutations.Valid(random, id).Bytes;
        return new Shot("cut frames", frame[..random.Next(1, frame.Length)]);
    }

    public static Shot Type(Random random, ulong id)
    {
        byte[] frame = RequestMutations.Valid(random, id).Bytes;
        frame[4] = (byte)(random.Next(10) == 0 ? random.Next(256) : random.Next(2, 17));
        return new Shot("changed types", frame);
    }

    public static Shot Flags(Random random, ulong id)
    {
        byte[] frame = RequestMutations.Valid(random, id).Bytes;
        frame[5] = (byte)(random.Next(4) == 0 ? random.Next(256) : random.Next(8));
        return new Shot("changed flags", frame);
    }

    public static Shot Reserved(Random random, ulong id)
    {
        byte[] frame = RequestMutations.Valid(random, id).Bytes;
        frame[6 + random.Next(2)] = (byte)random.Next(1, 256);
        return new Shot("reserved bits", frame);
    }

    /// <summary>A frame of any type with any body and any flags that its type may have.</summary>
    public static Shot RandomBody(Random random, ulong id)
    {
        byte[] body = new byte[random.Next(4) == 0 ? random.Next(0, 2_000) : random.Next(0, 32)];
        random.NextBytes(body);
        var type = (FrameType)random.Next(1, 17);

        // Close is believed whatever it says, and what ends a connection is covered without it.
        type = type == FrameType.Close && random.Next(20) != 0 ? FrameType.Credit : type;
        return new Shot($"random {type}", Bytes.Frame(type, random.Next(8) == 0 ? FrameFlags.OneWay : FrameFlags.None, random.Next(3) == 0 ? (ulong)random.NextInt64() : id, body));
    }

    public static Shot Duplicates(Random random, ulong id)
    {
        byte[] one = RequestMutations.Valid(random, id).Bytes;
        byte[] other = RequestMutations.Valid(random, id + 1_000_000).Bytes;
        return new Shot("duplicates", random.Next(2) == 0 ? [.. one, .. one] : [.. other, .. one, .. other]);
    }

    public static Shot Noise(Random random, ulong id)
    {
        byte[] noise = new byte[random.Next(1, 300)];
        random.NextBytes(noise);
        return new Shot("noise", id % 2 == 0 ? noise : [.. RequestMutations.Valid(random, id).Bytes, .. noise]);
    }
}
