using Rpc.Protocol;
using Rpc.Protocol.Tests;

namespace Rpc.Hostile.Tests;

/// <summary>Frames that are right one by one, and wrong where they stand.</summary>
internal static class SequenceMutations
{
    public static Shot Chunks(Random random, ulong id)
    {
        byte[] body = RequestMutations.Valid(random, id).Bytes[FrameHeader.Size..];
        uint length = random.Next(6) switch { 0 => 0, 1 => uint.MaxValue, 2 => 70_000_000, 3 => (uint)body.Length, 4 => (uint)body.Length + 10, _ => (uint)body.Length - 1 };
        byte[] first = Bytes.Frame(FrameType.Request, FrameFlags.Chunked, id, [.. Bytes.UInt32(length), .. body]);
        byte[] next = Bytes.Frame(FrameType.Chunk, FrameFlags.None, id, new byte[random.Next(0, 12)]);
        byte[] cancel = Bytes.Frame(FrameType.Cancel, FrameFlags.None, id, []);
        return new Shot("chunk abuse", random.Next(6) switch
        {
            0 => [.. first, .. next],
            1 => next,
            2 => [.. first, .. first],
            3 => [.. first, .. cancel, .. next],
            4 => Bytes.Frame(FrameType.Chunk, FrameFlags.Answer | FrameFlags.Chunked, id, body),
            _ => [.. first, .. cancel],
        });
    }

    /// <summary>A request that comes whole, in chunks, with other frames between them.</summary>
    public static Shot ValidChunks(Random random, ulong id)
    {
        (CallHeader header, byte[] arguments) = (Arguments.Header("Bytes"), RpcCodec.Encode(new byte[random.Next(10, 2_000)]));
        byte[] body = Bytes.Request(FrameFlags.None, id, header, arguments)[FrameHeader.Size..];
        int cut = random.Next(1, body.Length);
        return new Shot("valid chunks",
        [
            .. Bytes.Frame(FrameType.Request, FrameFlags.Chunked, id, [.. Bytes.UInt32((uint)body.Length), .. body.AsSpan(0, cut)]),
            .. RequestMutations.FlipArguments(random, id + 2_000_000).Bytes,
            .. Bytes.Frame(FrameType.Chunk, FrameFlags.None, id, body[cut..]),
        ]);
    }

    public static Shot Credit(Random random, ulong id)
    {
        uint bytes = random.Next(4) switch { 0 => 0, 1 => (uint)random.Next(1, 100_000), 2 => int.MaxValue, _ => random.Next(8) == 0 ? uint.MaxValue : 1 };
        byte[] stream = Bytes.Request(FrameFlags.None, id, Arguments.Header("Count", timeout: 100), Arguments.Of(random.Next()));
        byte[] credit = Bytes.Frame(FrameType.Credit, FrameFlags.None, random.Next(4) == 0 ? (ulong)random.NextInt64(100) : id, Bytes.UInt32(bytes));
        return new Shot("credit abuse", random.Next(3) switch { 0 => credit, 1 => [.. stream, .. credit, .. credit], _ => [.. stream, .. credit, .. Bytes.Frame(FrameType.Cancel, FrameFlags.None, id, [])] });
    }

    public static Shot Bindings(Random random, ulong id)
    {
        string target = random.Next(3) switch { 0 => "target", 1 => "", _ => new string('x', random.Next(1, 3_000)) };
        var bind = new BindPayload((uint)random.Next(2, 50), target, random.Next(3) == 0 ? (ulong)random.NextInt64(10) : 0, random.Next(2) == 0 ? "" : "Some.Contract", "00", random.Next(4) == 0);
        byte[] body = Bytes.Of(bind.Write);
        if (random.Next(4) == 0)
        {
            body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        }

        return new Shot("binding abuse", Bytes.Frame(FrameType.Bind, FrameFlags.None, id, body));
    }

    public static Shot Shapes(Random random, ulong id)
    {
        string[] texts = ["{A:f4'int',B:s}", "[[[s]]]", "<0=s,1=@Other;>", "{", "f999999999", "(", "?" + new string('?', random.Next(200)) + "s", "@Self;", ""];
        var shapes = Enumerable.Range(0, random.Next(0, 4)).Select(i => KeyValuePair.Create(random.Next(4) == 0 ? "Same" : $"Type{i}", texts[random.Next(texts.Length)])).ToList();
        byte[] body = [.. Bytes.UInt32((uint)random.Next(0, 3)), .. Bytes.Of(output => ShapeTable.Write(output, shapes))];
        return new Shot("shapes", Bytes.Frame(FrameType.Shapes, FrameFlags.None, id, body));
    }

    public static Shot Answers(Random random, ulong id)
    {
        FrameType[] types = [FrameType.Reply, FrameType.Error, FrameType.Bound, FrameType.StreamItems, FrameType.StreamEnd, FrameType.Pong, FrameType.Drain, FrameType.Release];
        FrameType type = types[random.Next(types.Length)];
        byte[] body = type switch
        {
            FrameType.Error => Bytes.Of(new ErrorPayload(RpcStatus.Internal, RpcOutcome.Completed, RpcErrorReason.None, "unasked").Write),
            FrameType.Bound => Bytes.Of(BoundPayload.Same.Write),
            FrameType.Release => Bytes.UInt32((uint)random.NextInt64()),
            _ => new byte[random.Next(0, 16)],
        };
        return new Shot("unsolicited answers", Bytes.Frame(type, FrameFlags.None, random.Next(2) == 0 ? (ulong)random.NextInt64(20) : id, body));
    }
}
