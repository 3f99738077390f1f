using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Fuzz.Engine;
using Rpc.Protocol;

namespace Rpc.Fuzz.Targets;

/// <summary>The readers of the protocol, each with its writer.</summary>
internal static class ProtocolTargets
{
    private static readonly List<KeyValuePair<string, string>> Shapes = [new("App.Person", "{Name:s,Age:f4'int'}"), new("App.Shape", "<0=@App.Person;,300=f8>")];

    private static readonly List<KeyValuePair<string, string>> Headers = [new("correlation-id", "order 66"), new("Colour_1.x", "grün"), new("empty", "")];

    public static IEnumerable<FuzzTarget> Create() =>
    [
        new BytesTarget("protocol-frame-header", FrameHeader.Size, FrameHeaders, [Frame(FrameType.Request, 20), Frame(FrameType.Close, 0), Frame(FrameType.Chunk, FrameHeader.MaxBody)]),
        new BytesTarget("protocol-preface", Preface.Size, Prefaces, [.. Foreign(), Written(output => Preface.Write(output.Take(Preface.Size), 100))]),
        new BytesTarget("protocol-hello", 0, Hello, [Written(new HelloPayload(1, 65536, "ab12", [1, 2, 3]).Write)]),
        new BytesTarget("protocol-welcome", 0, Welcome, [Written(new WelcomePayload(RpcStatus.Ok, "", 1, 65536, "ab12").Write), Written(new WelcomePayload(RpcStatus.PermissionDenied, "no", 0, 0, "").Write)]),
        new BytesTarget("protocol-bind", 0, Bind, [Written(new BindPayload(1, "calculator", 0, "App.ICalculator", "0123", true).Write), Written(new BindPayload(7, "", 9, "", "", false).Write)], isCanonical: true),
        new BytesTarget("protocol-bound", 0, Bound, [Written(BoundPayload.Same.Write), Written((BoundPayload.Same with { Session = true }).Write), Written(new BoundPayload(false, "App.ICalculator", ["Add(int,int):int"], Shapes, "{}").Write)]),
        new BytesTarget("protocol-error", 0, Error, [.. Errors()]),
        new BytesTarget("protocol-shapes", 0, ShapeTables, [Written(output => ShapeTable.Write(output, Shapes)), Written(output => ShapeTable.Write(output, []))]),
        new BytesTarget("protocol-handshake", 0, Handshakes, [Written(new HelloPayload(1, 65536, "ab12", [1, 2, 3]).Write), Written(new HelloPayload(1, 65536, "", new byte[Preface.MaxBody]).Write)]),
        new BytesTarget("protocol-headers", 4, HeaderBlocks, [Written(output => CallHeaderBlock.Write(output, Headers)), Written(output => CallHeaderBlock.Write(output, [])), [.. Written(output => CallHeaderBlock.Write(output, Headers)), 1, 2, 3], NoName(""), NoName("with space"), NoName(new string('n', CallHeaderBlock.MaxName + 1))]),
        new BytesTarget("protocol-batch", 0, Batches, [[0, 2, 0, 0, 0, 1, 0, 0, 4, 0, 0, 0, 7, 0, 0, 0, 3, 0, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]),
        new BytesTarget("protocol-call-header", 0, CallHeaders, [[1, 0, 0, 0, 2, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 0, 0, 42], new byte[20]]),
    ];

    private static byte[] FrameHeaders(ReadOnlySpan<byte> input)
    {
        byte[] output = new byte[FrameHeader.Size];
        FrameHeader.Read(input).Write(output);
        return output;
    }

    private static byte[] CallHeaders(ReadOnlySpan<byte> input)
    {
        byte[] output = new byte[CallHeader.Size];
        CallHeader.Read(input).Write(output);
        return output;
    }

    private static byte[] HeaderBlocks(ReadOnlySpan<byte> input)
    {
        List<KeyValuePair<string, string>> headers = CallHeaderBlock.Read(input[..CallHeaderBlock.Length(input)]);
        return Written(output => CallHeaderBlock.Write(output, headers));
    }

    private static byte[] NoName(string name) => Written(output => CallHeaderBlock.Write(output, [KeyValuePair.Create(name, "value")]));

    // Read whole before any of it runs, and then call by call.
    private static byte[] Batches(ReadOnlySpan<byte> input)
    {
        var reader = new RpcReader(input);
        var request = default(BatchRequest);
        request.Read(ref reader);
        reader.End();
        for (int i = request.Count; i > 0; i--)
        {
            request.Next();
        }

        return input.ToArray();
    }

    private static byte[] Prefaces(ReadOnlySpan<byte> input)
    {
        byte[] output = new byte[Preface.Size];
        Preface.Write(output, Preface.Read(input));
        return output;
    }

    private static byte[] Hello(ReadOnlySpan<byte> input) => Written(HelloPayload.Read(input).Write);

    private static byte[] Welcome(ReadOnlySpan<byte> input) => Written(WelcomePayload.Read(input).Write);

    private static byte[] Bind(ReadOnlySpan<byte> input) => Written(BindPayload.Read(input).Write);

    private static byte[] Bound(ReadOnlySpan<byte> input) => Written(BoundPayload.Read(input).Write);

    private static byte[] Error(ReadOnlySpan<byte> input) => Written(ErrorPayload.Read(input).Write);

    // As a Shapes frame is taken: the table, and then what its texts say.
    private static byte[] ShapeTables(ReadOnlySpan<byte> input)
    {
        var reader = new WireReader(input);
        List<KeyValuePair<string, string>> shapes = ShapeTable.Read(ref reader);
        reader.End();
        PeerShapes.Parse(shapes);
        return Written(output => ShapeTable.Write(output, shapes));
    }

    private static byte[] Handshakes(ReadOnlySpan<byte> input)
    {
        HelloPayload hello = HelloPayload.Read(input);
        var welcome = new WelcomePayload(RpcStatus.Ok, hello.Instance, hello.Features, hello.MaxMessageBytes, hello.Instance);
        using PooledBuffer second = Handshake.Welcome(welcome);
        using PooledBuffer first = Handshake.Hello(hello);
        return Preface.Read(first.Written) == first.Length - Preface.Size && Preface.Read(second.Written) == second.Length - Preface.Size
            ? first.Written[Preface.Size..].ToArray()
            : throw new InvariantException("The preface gives another length than the handshake has.");
    }

    private static byte[] Frame(FrameType type, int length)
    {
        byte[] bytes = new byte[FrameHeader.Size];
        new FrameHeader(length, type, FrameFlags.None, 7).Write(bytes);
        return bytes;
    }

    private static IEnumerable<byte[]> Foreign() =>
        [[0x16, 3, 1, 0, 0, 0, 0, 0], [0x15, 3, 1, 0, 0, 0, 0, 0], .. new[] { "GET / HT", "POST / H", "HEAD / H", "PUT / HT", "PRI * HT", "OPTIONS ", "HTTP/1.1", "SSH-2.0-", "SRPC\u0002\0\0\0", "SRPC\u0001\0\u00ff\u00ff" }.Select(System.Text.Encoding.Latin1.GetBytes)];

    private static IEnumerable<byte[]> Errors()
    {
        var plain = new ErrorPayload(RpcStatus.Internal, RpcOutcome.Completed, RpcErrorReason.None, "no") { ExceptionKind = 3, Parameter = "value", RemoteType = "System.Exception", RemoteStackTrace = "at A" };
        yield return Written(plain.Write);
        yield return Written((plain with { Listed = "App.Refused", Members = new byte[] { 1, 2, 3 } }).Write);
    }

    private static byte[] Written(Action<PooledBuffer> write)
    {
        using PooledBuffer output = PooledBuffer.Rent();
        write(output);
        return output.Written.ToArray();
    }
}
