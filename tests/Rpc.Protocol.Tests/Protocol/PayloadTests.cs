using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class PayloadTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(255, 255, 65_535, 255)]
    [InlineData(17, 3, 16, 99)]
    public void Numbers_of_a_newer_peer_are_read_as_unknown(byte status, byte outcome, ushort reason, byte kind)
    {
        byte[] body = [status, outcome, .. BitConverter.GetBytes(reason), kind, .. new byte[16]];
        ErrorPayload error = ErrorPayload.Read(body);
        Assert.Equal(RpcStatus.Unknown, error.Status);
        Assert.Equal(outcome <= 2 ? (RpcOutcome)outcome : RpcOutcome.MaybeExecuted, error.Outcome);
        Assert.Equal(RpcErrorReason.None, error.Reason);
        Assert.Equal(kind, error.ExceptionKind);
    }

    [Fact]
    public void Every_status_outcome_and_reason_comes_back()
    {
        foreach (RpcStatus status in Enum.GetValues<RpcStatus>().Where(static s => s != RpcStatus.Ok))
        {
            foreach (RpcOutcome outcome in Enum.GetValues<RpcOutcome>())
            {
                foreach (RpcErrorReason reason in Enum.GetValues<RpcErrorReason>())
                {
                    var error = new ErrorPayload(status, outcome, reason, "é ü \u20ac \U0001F600");
                    Assert.Equal(error, ErrorPayload.Read(Bytes.Of(error.Write)));
                }
            }
        }
    }

    [Fact]
    public void Fields_that_a_newer_peer_appends_to_handshakes_and_errors_are_passed_over()
    {
        HelloPayload hello = new HelloPayload(1, 2, "a", []) with { Data = [7] };
        Assert.Equal(hello.Instance, HelloPayload.Read([.. Bytes.Of(hello.Write), 1, 2, 3]).Instance);
        var welcome = new WelcomePayload(RpcStatus.Unauthenticated, "no", 1, 2, "b");
        byte[] data = [8];
        Assert.Equal(data, WelcomePayload.Read([.. Bytes.Of((welcome with { Data = data }).Write), 1, 2, 3]).Data);
        var error = new ErrorPayload(RpcStatus.Internal, RpcOutcome.Completed, RpcErrorReason.None, "m") { Listed = "App.OutOfStock", Members = new byte[] { 9, 8 } };
        ErrorPayload read = ErrorPayload.Read([.. Bytes.Of(error.Write), 1, 2, 3]);
        Assert.Equal(error, read with { Members = error.Members });
        Assert.Equal([9, 8], read.Members.ToArray());
    }

    [Fact]
    public void Handshakes_without_data_have_the_bytes_that_every_peer_knows()
    {
        var hello = new HelloPayload(1, 2, "a", [3, 4]);
        byte[] before = Bytes.Of(hello.Write);
        byte[] after = Bytes.Of((hello with { Data = [9, 9] }).Write);
        Assert.Equal(8 + 4 + 5 + 6, before.Length);
        Assert.Equal(before, after[..before.Length]);
        Assert.Empty(HelloPayload.Read(before).Data);
        Assert.Equal([9, 9], HelloPayload.Read(after).Data);
        var welcome = new WelcomePayload(RpcStatus.Ok, "", 1, 2, "b");
        Assert.Empty(WelcomePayload.Read(Bytes.Of(welcome.Write)).Data);
        Assert.Equal(Bytes.Of(welcome.Write), Bytes.Of((welcome with { Data = [1] }).Write)[..^5]);
    }

    [Fact]
    public void An_error_of_no_listed_exception_has_the_bytes_that_every_peer_knows()
    {
        var plain = new ErrorPayload(RpcStatus.Internal, RpcOutcome.Completed, RpcErrorReason.None, "m");
        byte[] before = Bytes.Of(plain.Write);
        byte[] after = Bytes.Of((plain with { Listed = "App.OutOfStock" }).Write);

        Assert.Equal(1 + 1 + 2 + 1 + (4 + 1) + (3 * 4), before.Length);
        Assert.Equal(before, after[..before.Length]);
        Assert.Equal(plain, ErrorPayload.Read(before));
    }

    [Fact]
    public void Call_headers_of_any_values_come_back()
    {
        var random = new Random(1);
        byte[] bytes = new byte[CallHeader.Size];
        for (int i = 0; i < 1_000; i++)
        {
            var header = new CallHeader((uint)random.NextInt64(), (ushort)random.Next(), (CallHeaderFlags)random.Next(2), (byte)random.Next(), (ulong)random.NextInt64(), (uint)random.NextInt64());
            header.Write(bytes);
            Assert.Equal(header, CallHeader.Read(bytes));
        }
    }

    [Fact]
    public void A_handshake_over_its_limit_is_not_sent()
    {
        RpcException exception = Assert.Throws<RpcException>(static () => Handshake.Hello(new HelloPayload(0, 0, "", new byte[Preface.MaxBody])));
        Assert.Equal(RpcStatus.InvalidArgument, exception.Status);
        Assert.Contains("16384", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_by_name_and_nothing_else_happens()
    {
        var random = new Random(20_260_101);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bytes = new byte[random.Next(0, 64)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
            {
                // Small numbers make announced lengths that can be true.
                for (int k = 0; k < bytes.Length; k++)
                {
                    bytes[k] = (byte)(bytes[k] % 4);
                }
            }

            Read(i % 9, bytes);
        }
    }

    private static void Read(int what, byte[] bytes)
    {
        try
        {
            switch (what)
            {
                case 0: HelloPayload.Read(bytes); break;
                case 1: WelcomePayload.Read(bytes); break;
                case 2: BindPayload.Read(bytes); break;
                case 3: BoundPayload.Read(bytes); break;
                case 4: ErrorPayload.Read(bytes); break;
                case 5: CallHeader.Read(bytes); break;
                case 6: Preface.Read([.. bytes, .. new byte[Preface.Size]]); break;
                case 7: FrameHeader.Read([.. bytes, .. new byte[FrameHeader.Size]]); break;
                default:
                    var reader = new WireReader(bytes);
                    ShapeTable.Read(ref reader);
                    break;
            }
        }
        catch (ProtocolException)
        {
            // Refused by name.
        }
    }
}
