using System.Text;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>Bytes that cannot be right are refused by name, with a message that says what was found.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(65_601u, 1, 0, 0, "FrameTooLong", "65601")]
    [InlineData(0xffff_ffffu, 1, 0, 0, "FrameTooLong", "4294967295")]
    [InlineData(0x8000_0000u, 1, 0, 0, "FrameTooLong", "2147483648")]
    [InlineData(0u, 0, 0, 0, "UnknownFrameType", "type 0")]
    [InlineData(0u, 18, 0, 0, "UnknownFrameType", "type 18")]
    [InlineData(0u, 255, 0, 0, "UnknownFrameType", "type 255")]
    [InlineData(0u, 1, 16, 0, "ReservedBits", "type 1")]
    [InlineData(0u, 1, 128, 0, "ReservedBits", "type 1")]
    [InlineData(0u, 12, 0, 1, "ReservedBits", "type 12")]
    public void A_frame_header_that_cannot_be_is_refused(uint length, byte type, byte flags, ushort zero, string fault, string part)
    {
        byte[] header = [.. Bytes.UInt32(length), type, flags, .. BitConverter.GetBytes(zero), .. Bytes.UInt64(1)];
        Refuses(fault, part, () => FrameHeader.Read(header));
    }

    [Fact]
    public void The_longest_frame_is_taken()
    {
        byte[] header = [.. Bytes.UInt32(FrameHeader.MaxBody), 1, 15, 0, 0, .. Bytes.UInt64(ulong.MaxValue)];
        Assert.Equal(new FrameHeader(FrameHeader.MaxBody, FrameType.Request, FrameFlags.All, ulong.MaxValue), FrameHeader.Read(header));
    }

    [Theory]
    [InlineData("GET / HT", "OtherProtocol", "HTTP")]
    [InlineData("POST /a ", "OtherProtocol", "HTTP")]
    [InlineData("HEAD /a ", "OtherProtocol", "HTTP")]
    [InlineData("PUT /a H", "OtherProtocol", "HTTP")]
    [InlineData("OPTIONS ", "OtherProtocol", "HTTP")]
    [InlineData("PRI * HT", "OtherProtocol", "HTTP")]
    [InlineData("HTTP/1.1", "OtherProtocol", "HTTP")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\u0001\u00fc", "OtherProtocol", "opens with a TLS handshake")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0028\0", "OtherProtocol", "TLS alert")]
    [InlineData("EHLO a.b", "OtherProtocol", "(\"EHLO a.b\")")]
    [InlineData("\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007", "OtherProtocol", "0001020304050607")]
    [InlineData("SRPC\u0002\0\0\0", "WrongVersion", "2.0")]
    [InlineData("SRPC\0\u0009\0\0", "WrongVersion", "0.9")]
    [InlineData("SRPC\u0001\0\u0001\u0040", "BadHandshake", "16385")]
    [InlineData("SRPC\u0001\0\u00ff\u00ff", "BadHandshake", "65535")]
    public void A_preface_of_something_else_is_refused_and_named(string latin, string fault, string part)
    {
        byte[] preface = Encoding.Latin1.GetBytes(latin);
        Refuses(fault, part, () => Preface.Read(preface));
    }

    [Fact]
    public void Only_the_preface_is_told_of_what_something_else_sent()
    {
        byte[] received = [.. "EHLO localhost"u8, .. new byte[500]];
        Refuses("OtherProtocol", "(\"EHLO loc\")", () => Preface.Read(received));
    }

    [Fact]
    public void A_newer_minor_version_is_taken()
    {
        byte[] preface = [.. "SRPC"u8, 1, 200, 5, 0];
        Assert.Equal(5, Preface.Read(preface));
    }

    [Fact]
    public void A_field_that_is_cut_off_is_refused()
    {
        Refuses("BodyCutOff", "1 bytes where 0", static () => new WireReader([]).ReadByte());
        Refuses("BodyCutOff", "2 bytes where 1", static () => new WireReader([1]).ReadUInt16());
        Refuses("BodyCutOff", "4 bytes where 3", static () => new WireReader([1, 2, 3]).ReadUInt32());
        Refuses("BodyCutOff", "8 bytes where 7", static () => new WireReader([1, 2, 3, 4, 5, 6, 7]).ReadUInt64());
        Refuses("BodyCutOff", "text of 5 bytes where 1", static () => new WireReader([5, 0, 0, 0, 65]).ReadText());
        Refuses("BodyCutOff", "text of 4294967295 bytes", static () => new WireReader([255, 255, 255, 255, 65]).ReadBytes());
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0xc0)]
    [InlineData(0xe2)]
    public void A_text_that_is_not_utf8_is_refused(byte lead) =>
        Refuses("BadText", "UTF-8", () => new WireReader([1, 0, 0, 0, lead]).ReadText());

    [Fact]
    public void Bytes_after_the_last_field_are_refused() => Refuses("BodyTooLong", "2 bytes follow", static () => new WireReader([1, 2]).End());

    [Fact]
    public void A_bind_with_bits_of_the_future_or_a_longer_body_is_refused()
    {
        byte[] bind = Bytes.Of(new BindPayload(1, "a", 0, "b", "c", false).Write);
        Refuses("BodyTooLong", "1 bytes", () => BindPayload.Read([.. bind, 0]));
        bind[4] = 2;
        Refuses("ReservedBits", "Bind", () => BindPayload.Read(bind));
    }

    [Theory]
    [InlineData(0, 0x7fff_ffffu, "BodyCutOff")]
    [InlineData(0, 100u, "BodyCutOff")]
    public void A_bound_that_announces_more_than_is_there_is_refused(byte equal, uint signatures, string fault) =>
        Refuses(fault, "signatures", () => BoundPayload.Read([equal, 0, 0, 0, 0, .. Bytes.UInt32(signatures), 0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public void A_bound_with_bits_of_the_future_is_refused() =>
        Refuses("ReservedBits", "Bound", static () => BoundPayload.Read([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

    [Theory]
    [InlineData(new byte[] { 1, 0, 0 }, "BodyCutOff", "4 bytes")]
    [InlineData(new byte[] { 1, 0, 0, 0 }, "BodyCutOff", "1 bytes of headers")]
    [InlineData(new byte[] { 255, 255, 255, 255, 0 }, "BodyCutOff", "4294967295")]
    [InlineData(new byte[] { 5, 0, 0, 0, 1, 0, 0, 0, 65 }, "BodyCutOff", "4 bytes")]
    [InlineData(new byte[] { 9, 0, 0, 0, 9, 0, 0, 0, 65, 0, 0, 0, 0 }, "BodyCutOff", "text")]
    [InlineData(new byte[] { 9, 0, 0, 0, 1, 0, 0, 0, 10, 0, 0, 0, 0 }, "BadText", "letters")]
    [InlineData(new byte[] { 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "BadText", "1 to 128")]
    public void Headers_that_cannot_be_are_refused(byte[] body, string fault, string part) =>
        Refuses(fault, part, () => CallHeaderBlock.Read(body.AsSpan(0, CallHeaderBlock.Length(body))));

    [Fact]
    public void Shapes_that_announce_more_than_is_there_are_refused() =>
        Refuses("BodyCutOff", "4294967295 shapes", static () => ReadShapes([255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]));

    [Fact]
    public void A_request_without_its_header_or_with_bits_of_the_future_is_refused()
    {
        Refuses("BodyCutOff", "19 bytes", static () => CallHeader.Read(new byte[19]));
        byte[] header = new byte[CallHeader.Size];
        header[6] = 8;
        Refuses("ReservedBits", "header", () => CallHeader.Read(header));
    }

    [Fact]
    public void A_handshake_or_error_that_is_cut_off_is_refused()
    {
        byte[] hello = Bytes.Of(new HelloPayload(0, 1, "a", [1]).Write);
        byte[] welcome = Bytes.Of(new WelcomePayload(RpcStatus.Ok, "m", 0, 1, "a").Write);
        var plain = new ErrorPayload(RpcStatus.Internal, RpcOutcome.Completed, RpcErrorReason.None, "m");
        int known = Bytes.Of(plain.Write).Length;
        byte[] error = Bytes.Of((plain with { Listed = "App.X", Members = new byte[] { 0 } }).Write);
        for (int i = 0; i < hello.Length; i++)
        {
            Refuses("BodyCutOff", "bytes", () => HelloPayload.Read(hello.AsSpan(0, i)));
        }

        for (int i = 0; i < welcome.Length; i++)
        {
            Refuses("BodyCutOff", "bytes", () => WelcomePayload.Read(welcome.AsSpan(0, i)));
        }

        // Up to the name of a listed exception, which need not be there.
        for (int i = 0; i < error.Length; i += i + 1 == known ? 2 : 1)
        {
            Refuses("BodyCutOff", "bytes", () => ErrorPayload.Read(error.AsSpan(0, i)));
        }
    }

    private static object ReadShapes(byte[] body)
    {
        var reader = new WireReader(body);
        return ShapeTable.Read(ref reader);
    }

    private static void Refuses<T>(string fault, string part, Func<T> read) => Refuses(fault, part, () => { read(); });

    private static void Refuses(string fault, string part, Action read)
    {
        ProtocolException exception = Assert.Throws<ProtocolException>(read);
        Assert.Equal(fault, exception.Fault.ToString());
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }
}
