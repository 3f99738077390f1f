using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>One case for each frame type and for both halves of the handshake.</summary>
internal static class GoldenCases
{
    private static readonly HelloPayload s_hello = new(0, 64 * 1024 * 1024, "client-1", [1, 2, 3]);
    private static readonly WelcomePayload s_welcome = new(RpcStatus.Ok, "", 0, 64 * 1024 * 1024, "server-1");
    private static readonly CallHeader s_call = new(1, 0, CallHeaderFlags.None, 0, 0x1122334455667788, 30_000);
    private static readonly BindPayload s_bind = new(1, "calculator", 0, "Example.ICalculator", "00112233445566778899aabbccddeeff", false);
    private static readonly BoundPayload s_bound = new(false, "Example.ICalculator", ["Add(int,int)", "Sub(int,int)"], [KeyValuePair.Create("Example.Pair", "{A:f4'int',B:s}")], "");
    private static readonly KeyValuePair<string, string>[] s_headers = [KeyValuePair.Create("correlation-id", "order 66"), KeyValuePair.Create("colour", "grün")];
    private static readonly ErrorPayload s_error = new(RpcStatus.InvalidArgument, RpcOutcome.Completed, RpcErrorReason.None, "x must not be negative")
    {
        ExceptionKind = 3,
        Parameter = "x",
        RemoteType = "System.ArgumentOutOfRangeException",
        RemoteStackTrace = "at Calculator.Root",
    };

    private static readonly ErrorPayload s_close = new(RpcStatus.Internal, RpcOutcome.MaybeExecuted, RpcErrorReason.ProtocolViolation, "FrameTooLong: a frame of 70000 bytes where 65600 is the most");

    public static IEnumerable<GoldenCase> All =>
    [
        new("hello", Handshake.Hello(s_hello).Written.ToArray(), ReadHello),
        new("welcome", Handshake.Welcome(s_welcome).Written.ToArray(), static bytes => Assert.Equal(s_welcome, WelcomePayload.Read(AfterPreface(bytes)))),
        new("request", Bytes.Request(FrameFlags.None, 2, s_call, [2, 0, 0, 0, 3, 0, 0, 0]), static bytes => ReadRequest(bytes, FrameFlags.None)),
        new("request-oneway", Bytes.Request(FrameFlags.OneWay, 2, s_call, [2, 0, 0, 0, 3, 0, 0, 0]), static bytes => ReadRequest(bytes, FrameFlags.OneWay)),
        new("request-headers", Bytes.Request(FrameFlags.None, 2, s_call with { Flags = CallHeaderFlags.Headers }, [.. Bytes.Of(WriteHeaders), 2, 0, 0, 0, 3, 0, 0, 0]), ReadRequestWithHeaders),
        new("reply-headers", Bytes.Frame(FrameType.Reply, FrameFlags.Headers, 2, [.. Bytes.Of(WriteHeaders), 5, 0, 0, 0]), static bytes => ReadHeaders(Body(bytes, FrameType.Reply, 2, FrameFlags.Headers), 4)),
        new("unbind", Bytes.Frame(FrameType.Unbind, FrameFlags.None, 1, []), Empty(FrameType.Unbind, 1, 0)),
        new("bound-session", Bytes.Frame(FrameType.Bound, FrameFlags.None, 1, Bytes.Of((BoundPayload.Same with { Session = true }).Write)), static bytes => Assert.True(BoundPayload.Read(Body(bytes, FrameType.Bound, 1)) is { Equal: true, Session: true })),
        new("reply", Bytes.Frame(FrameType.Reply, FrameFlags.None, 2, [5, 0, 0, 0]), Empty(FrameType.Reply, 2, 4)),
        new("error", Bytes.Frame(FrameType.Error, FrameFlags.None, 2, Bytes.Of(s_error.Write)), static bytes => Assert.Equal(s_error, ErrorPayload.Read(Body(bytes, FrameType.Error, 2)))),
        new("cancel", Bytes.Frame(FrameType.Cancel, FrameFlags.None, 2, []), Empty(FrameType.Cancel, 2, 0)),
        new("chunk-first", Bytes.Frame(FrameType.Reply, FrameFlags.Chunked, 7, [.. Bytes.UInt32(100_000), 0xaa, 0xbb]), ReadFirstChunk),
        new("chunk", Bytes.Frame(FrameType.Chunk, FrameFlags.Answer, 7, [0xcc, 0xdd]), ReadChunk),
        new("bind", Bytes.Frame(FrameType.Bind, FrameFlags.None, 1, Bytes.Of(s_bind.Write)), static bytes => Assert.Equal(s_bind, BindPayload.Read(Body(bytes, FrameType.Bind, 1)))),
        new("bound-same", Bytes.Frame(FrameType.Bound, FrameFlags.None, 1, Bytes.Of(BoundPayload.Same.Write)), static bytes => Assert.True(BoundPayload.Read(Body(bytes, FrameType.Bound, 1)).Equal)),
        new("bound-different", Bytes.Frame(FrameType.Bound, FrameFlags.None, 1, Bytes.Of(s_bound.Write)), ReadBound),
        new("shapes", Bytes.Frame(FrameType.Shapes, FrameFlags.None, 3, Bytes.Of(WriteShapes)), ReadShapes),
        new("stream-items", Bytes.Frame(FrameType.StreamItems, FrameFlags.None, 4, [0, 0, 0, 0, 1, 0, 0, 0]), Empty(FrameType.StreamItems, 4, 8)),
        new("stream-end", Bytes.Frame(FrameType.StreamEnd, FrameFlags.None, 4, []), Empty(FrameType.StreamEnd, 4, 0)),
        new("credit", Bytes.Frame(FrameType.Credit, FrameFlags.None, 4, Bytes.UInt32(65_536)), static bytes => Assert.Equal(65_536u, new WireReader(Body(bytes, FrameType.Credit, 4)).ReadUInt32())),
        new("credit-chunks", Bytes.Frame(FrameType.Credit, FrameFlags.None, 0, Bytes.UInt32(131_072)), static bytes => Assert.Equal(131_072u, new WireReader(Body(bytes, FrameType.Credit, 0)).ReadUInt32())),
        new("ping", Bytes.Frame(FrameType.Ping, FrameFlags.None, 9, []), Empty(FrameType.Ping, 9, 0)),
        new("pong", Bytes.Frame(FrameType.Pong, FrameFlags.None, 9, []), Empty(FrameType.Pong, 9, 0)),
        new("drain", Bytes.Frame(FrameType.Drain, FrameFlags.None, 0, Bytes.UInt64(17)), static bytes => Assert.Equal(17u, new WireReader(Body(bytes, FrameType.Drain, 0)).ReadUInt64())),
        new("release", Bytes.Frame(FrameType.Release, FrameFlags.None, 5, Bytes.UInt32(2)), static bytes => Assert.Equal(2u, new WireReader(Body(bytes, FrameType.Release, 5)).ReadUInt32())),
        new("close", Bytes.Frame(FrameType.Close, FrameFlags.None, 0, Bytes.Of(s_close.Write)), static bytes => Assert.Equal(s_close, ErrorPayload.Read(Body(bytes, FrameType.Close, 0)))),
    ];

    private static byte[] AfterPreface(byte[] bytes)
    {
        Assert.Equal(bytes.Length - Preface.Size, Preface.Read(bytes));
        return bytes[Preface.Size..];
    }

    private static byte[] Body(byte[] frame, FrameType type, ulong id, FrameFlags flags = FrameFlags.None)
    {
        Assert.Equal(new FrameHeader(frame.Length - FrameHeader.Size, type, flags, id), FrameHeader.Read(frame));
        return frame[FrameHeader.Size..];
    }

    private static Action<byte[]> Empty(FrameType type, ulong id, int length) => bytes => Assert.Equal(length, Body(bytes, type, id).Length);

    private static void ReadHello(byte[] bytes)
    {
        HelloPayload hello = HelloPayload.Read(AfterPreface(bytes));
        Assert.Equal(s_hello with { Credentials = hello.Credentials }, hello);
        Assert.Equal(s_hello.Credentials, hello.Credentials);
    }

    private static void ReadRequest(byte[] bytes, FrameFlags flags)
    {
        byte[] body = Body(bytes, FrameType.Request, 2, flags);
        Assert.Equal(s_call, CallHeader.Read(body));
        Assert.Equal([2, 0, 0, 0, 3, 0, 0, 0], body[CallHeader.Size..]);
    }

    private static void WriteHeaders(Buffers.PooledBuffer output) => CallHeaderBlock.Write(output, s_headers);

    private static void ReadHeaders(byte[] body, int rest)
    {
        int length = CallHeaderBlock.Length(body);
        Assert.Equal(s_headers, CallHeaderBlock.Read(body.AsSpan(0, length)));
        Assert.Equal(rest, body.Length - length);
    }

    private static void ReadRequestWithHeaders(byte[] bytes)
    {
        byte[] body = Body(bytes, FrameType.Request, 2);
        Assert.Equal(s_call with { Flags = CallHeaderFlags.Headers }, CallHeader.Read(body));
        ReadHeaders(body[CallHeader.Size..], 8);
    }

    private static void ReadFirstChunk(byte[] bytes) =>
        Assert.Equal(100_000u, new WireReader(Body(bytes, FrameType.Reply, 7, FrameFlags.Chunked)).ReadUInt32());

    private static void ReadChunk(byte[] bytes) => Assert.Equal([0xcc, 0xdd], Body(bytes, FrameType.Chunk, 7, FrameFlags.Answer));

    private static void ReadBound(byte[] bytes)
    {
        BoundPayload bound = BoundPayload.Read(Body(bytes, FrameType.Bound, 1));
        Assert.False(bound.Equal);
        Assert.Equal(s_bound.Contract, bound.Contract);
        Assert.Equal(s_bound.Signatures, bound.Signatures);
        Assert.Equal(s_bound.Shapes, bound.Shapes);
    }

    private static void WriteShapes(Buffers.PooledBuffer output)
    {
        new WireWriter(output).Write(1u);
        ShapeTable.Write(output, s_bound.Shapes);
    }

    private static void ReadShapes(byte[] bytes)
    {
        var reader = new WireReader(Body(bytes, FrameType.Shapes, 3));
        Assert.Equal(1u, reader.ReadUInt32());
        Assert.Equal(s_bound.Shapes, ShapeTable.Read(ref reader));
        reader.End();
    }
}
