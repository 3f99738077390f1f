using System.Buffers.Binary;
using Rpc.Protocol;
using Rpc.Protocol.Tests;

namespace Rpc.Hostile.Tests;

/// <summary>Requests to the bound object whose frame is right and whose inside is not.</summary>
internal static class RequestMutations
{
    public static Shot Valid(Random random, ulong id)
    {
        (CallHeader header, byte[] arguments) = Pick(random);
        return Request("valid", id, header, arguments);
    }

    public static Shot FlipArguments(Random random, ulong id)
    {
        (CallHeader header, byte[] arguments) = Pick(random);
        byte[] changed = [.. arguments];
        for (int i = random.Next(1, 9); i > 0 && changed.Length > 0; i--)
        {
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        }

        return Request("argument bits", id, header, changed);
    }

    public static Shot LieInArguments(Random random, ulong id)
    {
        (CallHeader header, byte[] arguments) = Pick(random);
        byte[] changed = [.. arguments];
        if (changed.Length >= 4)
        {
            int lie = random.Next(6) switch { 0 => int.MaxValue, 1 => int.MinValue, 2 => -2, 3 => 0, 4 => 1 << 24, _ => changed.Length };
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(random.Next(changed.Length - 3)), lie);
        }

        return Request("argument lengths", id, header, changed);
    }

    public static Shot RandomArguments(Random random, ulong id)
    {
        byte[] arguments = new byte[random.Next(0, random.Next(10) == 0 ? 20_000 : 200)];
        random.NextBytes(arguments);
        return Request("random arguments", id, Pick(random).Header, arguments);
    }

    public static Shot CutArguments(Random random, ulong id)
    {
        (CallHeader header, byte[] arguments) = Pick(random);
        return Request("cut arguments", id, header, arguments[..random.Next(arguments.Length + 1)]);
    }

    public static Shot SwapMethods(Random random, ulong id) =>
        Request("swapped methods", id, Pick(random).Header with { Method = (ushort)random.Next(Arguments.MethodCount), TimeoutMilliseconds = 50 }, Pick(random).Arguments);

    public static Shot ChangeCallHeader(Random random, ulong id)
    {
        (CallHeader header, byte[] arguments) = Pick(random);
        CallHeader changed = random.Next(6) switch
        {
            0 => header with { Binding = (uint)random.NextInt64(4) },
            1 => header with { Method = (ushort)random.Next() },
            2 => header with { Depth = (byte)random.Next() },
            3 => header with { Chain = (ulong)random.NextInt64() },
            4 => header with { TimeoutMilliseconds = random.Next(3) switch { 0 => 1, 1 => uint.MaxValue, _ => 0 } },
            _ => header with { Flags = header.Flags ^ CallHeaderFlags.Json },
        };
        return Request("call header", id, changed, arguments);
    }

    /// <summary>A request, and cancels for it in odd places.</summary>
    public static Shot Cancelled(Random random, ulong id)
    {
        byte[] request = Valid(random, id).Bytes;
        byte[] cancel = Bytes.Frame(FrameType.Cancel, FrameFlags.None, id, []);
        return new Shot("cancels", random.Next(3) switch { 0 => [.. request, .. cancel, .. cancel], 1 => [.. cancel, .. request], _ => [.. request, .. cancel] });
    }

    public static (CallHeader Header, byte[] Arguments) Pick(Random random) => Corpus.Calls[random.Next(Corpus.Calls.Count)];

    private static Shot Request(string kind, ulong id, CallHeader header, byte[] arguments) => new(kind, Bytes.Request(FrameFlags.None, id, header, arguments));
}
