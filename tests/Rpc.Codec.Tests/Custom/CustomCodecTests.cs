using System.Net;
using System.Text;
using Plain;
using Rpc;

namespace Custom;

public class CustomCodecTests
{
    private static readonly Instant Soon = Instant.FromTicks(5);

    [Fact]
    public void A_surrogate_travels_in_place_of_the_value()
    {
        Same(IPAddress.Loopback, "f6ffffff090000003132372e302e302e31", "\"127.0.0.1\"");
        Same<IPAddress?>(null, "ffffffff", "null");
        Same(new List<IPAddress?> { null, IPAddress.IPv6Any }, "02000000fffffffffdffffff020000003a3a", "[null,\"::\"]");
        Same(new Dictionary<IPAddress, string> { [IPAddress.Any] = "a" }, json: "[[\"0.0.0.0\",\"a\"]]");
        Same((IPAddress.Any, 1), json: "[\"0.0.0.0\",1]");
        Assert.Equal(RpcCodec.Encode("127.0.0.1"), RpcCodec.Encode(IPAddress.Loopback));
    }

    [Fact]
    public void A_class_whose_surrogate_is_a_struct_travels_as_its_nullable_form()
    {
        Assert.Equal("0100000000000000000000000000f83f", Hex(Celsius.Of(1.5)));
        Assert.Equal("00000000000000000000000000000000", Hex<Celsius?>(null));
        Assert.Equal("1.5", Json(Celsius.Of(1.5)));
        Assert.Equal(1.5, RpcCodec.Decode<Celsius>(RpcCodec.Encode(Celsius.Of(1.5))).Degrees());
        Assert.Equal(1.5, RpcCodec.DecodeJson<List<Celsius>>("[1.5]"u8)[0].Degrees());
        Assert.Null(RpcCodec.DecodeJson<Celsius?>("null"u8));
    }

    [Fact]
    public void A_generic_surrogate_serves_every_closed_form()
    {
        Assert.Equal("0100000007000000", Hex(Option<int>.Of(7)));
        Assert.Equal([7], RpcCodec.Decode<Option<int>>(RpcCodec.Encode(Option<int>.Of(7))).Items());
        Assert.Equal(["a"], RpcCodec.DecodeJson<Option<string>>(RpcCodec.EncodeJson(Option<string>.Of("a"))).Items());
        Assert.Equal([Soon], RpcCodec.Decode<Option<Instant>?>(RpcCodec.Encode<Option<Instant>?>(Option<Instant>.Of(Soon)))!.Value.Items());
        Assert.Null(RpcCodec.Decode<Option<Instant>?>(RpcCodec.Encode<Option<Instant>?>(null)));
        Assert.Throws<RpcException>(() => RpcCodec.Decode<Option<string>>([0xFF, 0xFF, 0xFF, 0xFF]));
    }

    [Fact]
    public void A_surrogate_may_hold_the_type_that_it_stands_for()
    {
        Chain back = RpcCodec.Decode<Chain>(RpcCodec.Encode(Chain.Of(1, Chain.Of(2, null))));
        Assert.Equal((1, 2), (back.Value, back.Next!.Value));
        Assert.Equal("{\"value\":1,\"next\":null}", Json(Chain.Of(1, null)));
        Chain deep = Enumerable.Range(0, 100).Aggregate(Chain.Of(0, null), (next, i) => Chain.Of(i, next));
        Assert.Equal(RpcErrorReason.OverLimit, Assert.Throws<RpcException>(() => RpcCodec.Encode(deep)).Reason);
    }

    [Fact]
    public void A_codec_writes_bytes_of_its_own_wherever_the_type_stands()
    {
        Same(Soon, "0500000000000000", "5");
        Same<Instant?>(null, "ff", "null");
        Same<Instant?>(Soon, "010500000000000000", "5");
        Same(new[] { Soon }, "010000000500000000000000", "[5]");
        Same(new Dictionary<int, Instant> { [1] = Soon }, "01000000010000000500000000000000", "[[1,5]]");
        Same(new Dictionary<Instant, int> { [Soon] = 1 }, "01000000050000000000000001000000", "[[5,1]]");
        Same((Soon, 1), "050000000000000001000000", "[5,1]");
        Same(new KeyValuePair<int, Instant>(1, Soon), "010000000500000000000000", "[1,5]");
        Same(new Stamp(Soon, 1), "02050000000000000001000000", "{\"at\":5,\"number\":1}");
        Same<Stamp?>(new Stamp(Soon, 1), "0102050000000000000001000000");
        Same(new[] { new Stamp(Soon, 1) });
    }

    [Fact]
    public void Keys_with_a_codec_are_taken_in_any_number_where_it_has_a_hash_with_a_secret()
    {
        var many = Enumerable.Range(0, 5000).Select(i => Instant.FromTicks(i)).ToHashSet();
        Assert.Equal(5000, RpcCodec.Decode<HashSet<Instant>>(RpcCodec.Encode(many)).Count);
        var others = Enumerable.Range(0, 4097).ToDictionary(i => new IPAddress(i), i => "");
        byte[] bytes = RpcCodec.Encode(others);
        Assert.Equal(RpcErrorReason.OverLimit, Assert.Throws<RpcException>(() => RpcCodec.Decode<Dictionary<IPAddress, string>>(bytes)).Reason);
    }

    [Fact]
    public void Null_is_looked_after_where_the_codec_does_not_say_that_it_takes_it()
    {
        Assert.Equal("01feffffff0100000061", Hex(Secret.Of("a")));
        Assert.Equal("ff", Hex<Secret?>(null));
        Assert.Equal("a", RpcCodec.Decode<List<Secret>>(RpcCodec.Encode(new List<Secret> { Secret.Of("a") }))[0].Reveal());
        Assert.Throws<RpcException>(() => RpcCodec.Decode<Secret>([2, 0, 0, 0, 0]));
        Assert.Null(RpcCodec.DecodeJson<Secret?>("null"u8));
        Assert.Equal("ffffffff", Hex<Word?>(null));
        Assert.Equal("feffffff0100000061", Hex(Word.Of("a")));
        Assert.Null(RpcCodec.Decode<List<Word?>>(RpcCodec.Encode(new List<Word?> { null }))[0]);
    }

    [Fact]
    public void Members_of_a_record_travel_by_codecs_of_the_users_in_both_content_types()
    {
        var record = new Record(IPAddress.Any, Soon, null, Option<int>.Of(1, 2), Chain.Of(3, null), Secret.Of("s"), Word.Of("w"));
        foreach (Record back in new[] { RpcCodec.Decode<Record>(RpcCodec.Encode(record)), RpcCodec.DecodeJson<Record>(RpcCodec.EncodeJson(record)) })
        {
            Assert.Equal((IPAddress.Any, Soon, 3, "s", "w"), (back.Address, back.At, back.Chain!.Value, back.Secret.Reveal(), back.Word.Spell()));
            Assert.Null(back.Degrees);
            Assert.Equal([1, 2], back.Maybe.Items());
        }

        RpcException missing = Assert.Throws<RpcException>(() => RpcCodec.Encode(record with { Address = null! }));
        Assert.Contains("Custom.Record.Address", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_users_code_refuses_is_the_peers_fault_and_names_the_type()
    {
        foreach (Action decode in new Action[] { () => RpcCodec.Decode<IPAddress>(RpcCodec.Encode("nowhere")), () => RpcCodec.DecodeJson<IPAddress>("\"nowhere\""u8) })
        {
            RpcException refusal = Assert.Throws<RpcException>(decode);
            Assert.Equal((RpcStatus.InvalidArgument, RpcErrorReason.Undecodable), (refusal.Status, refusal.Reason));
            Assert.Contains("System.Net.IPAddress", refusal.Message, StringComparison.Ordinal);
            Assert.IsType<FormatException>(refusal.InnerException);
        }

        Assert.Contains("before the first", Assert.Throws<RpcException>(() => RpcCodec.Decode<Instant>([0, 0, 0, 0, 0, 0, 0, 0x80])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_that_a_referenced_project_names_is_used_here_too()
    {
        Assert.Equal(RpcCodec.Encode("ali@example.org"), RpcCodec.Encode(new System.Net.Mail.MailAddress("ali@example.org")));
        Assert.Equal("ali@example.org", RpcCodec.DecodeJson<List<System.Net.Mail.MailAddress>>("[\"ali@example.org\"]"u8)[0].Address);
    }

    private static void Same<T>(T value, string? hex = null, string? json = null)
    {
        Assert.Equal(value, RpcCodec.Decode<T>(RpcCodec.Encode(value)));
        Assert.Equal(value, RpcCodec.DecodeJson<T>(RpcCodec.EncodeJson(value)));
        Assert.Equal(hex ?? Hex(value), Hex(value));
        Assert.Equal(json ?? Json(value), Json(value));
    }

    private static string Hex<T>(T value) => Convert.ToHexStringLower(RpcCodec.Encode(value));

    private static string Json<T>(T value) => Encoding.UTF8.GetString(RpcCodec.EncodeJson(value));
}
