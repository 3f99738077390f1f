using System.Collections;
using Rpc;
using Rpc.Codec;
using Vectors;

namespace Evolution;

public class EvolutionTests
{
    private static readonly GeneratedCodecAttribute[] Told = [.. typeof(EvolutionTests).Assembly.GetCustomAttributes(typeof(GeneratedCodecAttribute), false).Cast<GeneratedCodecAttribute>()];

    [Fact]
    public void Members_that_an_older_peer_does_not_send_take_the_default_of_the_constructor_or_initializer()
    {
        Grown grown = RpcCodec.Decode<Grown>([1, 5, 0, 0, 0]);
        Assert.Equal(new Grown(5), grown);
        Assert.Equal(("b", Color.Green, 1.5, null, long.MinValue, 7, "h"), (grown.B, grown.C, grown.D, grown.E, grown.F, grown.G, grown.H));
        Assert.Equal(new Grown(5), RpcCodec.DecodeJson<Grown>("""{"A":5,"unknown":[{"x":1}]}"""u8));
        Assert.Equal(0.0, RpcCodec.Decode<V2>(RpcCodec.Encode(new V1 { A = 1, B = "b" })).C);
    }

    [Fact]
    public void An_absent_member_that_has_no_default_is_named()
    {
        RpcException refusal = Assert.Throws<RpcException>(() => RpcCodec.Decode<Broken>([1, 5, 0, 0, 0]));
        Assert.Equal((RpcStatus.InvalidArgument, RpcErrorReason.Undecodable), (refusal.Status, refusal.Reason));
        Assert.Contains("Evolution.Broken.Name", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Evolution.Broken.Name", Assert.Throws<RpcException>(() => RpcCodec.DecodeJson<Broken>("""{"a":5}"""u8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_where_none_is_declared_names_the_member_in_both_directions()
    {
        Assert.Contains("Evolution.Broken.Name", Assert.Throws<RpcException>(() => RpcCodec.Decode<Broken>([2, 5, 0, 0, 0, 255, 255, 255, 255])).Message, StringComparison.Ordinal);
        Assert.Contains("Evolution.Broken.Name", Assert.Throws<RpcException>(() => RpcCodec.Encode(new Broken(1, null!))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_shapes_unknown_members_are_accepted_at_the_end_only()
    {
        byte[] bytes = RpcCodec.Encode(new V2 { A = 1, B = "b", C = 0.5 });
        V1 old = RpcCodec.Decode<V1>(bytes);
        Assert.Equal((1, "b"), (old.A, old.B));
        RpcException refusal = Assert.Throws<RpcException>(() => RpcCodec.Decode<List<Old>>(RpcCodec.Encode(new List<New> { Full(), Full() })));
        Assert.Equal((RpcStatus.InvalidArgument, RpcErrorReason.Undecodable), (refusal.Status, refusal.Reason));
        Assert.Contains("Evolution.Old", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_peers_shapes_unknown_members_are_skipped_wherever_they_stand()
    {
        var sent = new NewOuter { Olds = [Full(), new New { A = 2 }, Full()], Last = Full(), End = 42 };
        Outer read = Read<Outer>(RpcCodec.Encode(sent), Shapes());
        Assert.Equal([1, 2, 1], read.Olds.Select(o => o.A));
        Assert.Equal((1, 42), (read.Last!.A, read.End));
    }

    [Fact]
    public void Skipping_never_goes_past_the_end_whatever_the_bytes_are()
    {
        byte[] bytes = RpcCodec.Encode(new List<New> { Full() });
        PeerShapes shapes = Shapes();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<RpcException>(() => Read<List<Old>>(bytes[..length], shapes));
        }

        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutated = [.. bytes];
            mutated[random.Next(5, mutated.Length)] = (byte)random.Next();
            try
            {
                Read<List<Old>>(mutated, shapes);
            }
            catch (RpcException)
            {
                refused++;
            }
        }

        Assert.True(refused > 1000, $"{refused}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("f")]
    [InlineData("f0")]
    [InlineData("f99999999999")]
    [InlineData("[s")]
    [InlineData("()")]
    [InlineData("{A}")]
    [InlineData("{A:s,}")]
    [InlineData("<1s>")]
    [InlineData("@X")]
    [InlineData("ss")]
    public void Malformed_shapes_are_refused(string shape) =>
        Assert.Equal(RpcErrorReason.Undecodable, Assert.Throws<RpcException>(() => PeerShapes.Parse([new("T", shape)])).Reason);

    [Fact]
    public void Shapes_without_end_are_refused()
    {
        Assert.Equal(RpcErrorReason.OverLimit, Assert.Throws<RpcException>(() => PeerShapes.Parse([new("T", new string('[', 100))])).Reason);
        PeerShapes cycle = PeerShapes.Parse([new("Evolution.Old", "{A:f4,B:@X;}"), new("X", "(@X;,@X;)")]);
        Assert.Equal(RpcErrorReason.OverLimit, Assert.Throws<RpcException>(() => Read<Old>([2, 1, 0, 0, 0, 1, 2, 3], cycle)).Reason);
    }

    [Fact]
    public void A_type_whose_shape_the_peer_did_not_send_is_named() => Assert.Contains(
        "Evolution.Old",
        Assert.Throws<RpcException>(() => Read<Old>([2, 1, 0, 0, 0, 1], PeerShapes.Parse([]))).Message,
        StringComparison.Ordinal);

    // As the peer tells them: its version of Old is our New.
    [Fact]
    public void An_unknown_member_that_only_its_own_codec_can_read_is_refused_by_its_name()
    {
        PeerShapes shapes = PeerShapes.Parse([new("Evolution.Old", "{A:f4,B:s,C:?!'Time.Instant'}")]);
        byte[] bytes = Convert.FromHexString("03" + "01000000" + "ffffffff" + "01" + "0500000000000000");
        RpcException refusal = Assert.Throws<RpcException>(() => Read<Old>(bytes, shapes));
        Assert.Equal((RpcStatus.InvalidArgument, RpcErrorReason.Undecodable), (refusal.Status, refusal.Reason));
        Assert.Contains("Time.Instant", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, Read<Old>(Convert.FromHexString("03" + "01000000" + "ffffffff" + "ff"), shapes).A);
        Assert.Throws<RpcException>(() => PeerShapes.Parse([new("T", "!")]));
    }

    private static PeerShapes Shapes() => PeerShapes.Parse(Told
        .Where(t => t.Type != typeof(Old) && t.Type != typeof(Outer))
        .Select(t => KeyValuePair.Create(t.Name.Replace("Evolution.New", "Evolution.O", StringComparison.Ordinal) is "Evolution.O" ? "Evolution.Old" : t.Name, t.Shape)));

    private static T Read<T>(byte[] bytes, PeerShapes shapes)
    {
        var reader = new RpcReader(bytes, shapes: shapes);
        T value = CodecRegistry.Find<T>()!.Read(ref reader);
        reader.End();
        return value;
    }

    private static New Full() => new()
    {
        A = 1,
        Text = "text",
        Utf16 = "\uD800",
        Tuple = (1, "t"),
        Class = new(1, "c"),
        Time = DateTimeOffset.UnixEpoch,
        Optional = (1, "o"),
        Struct = new Unmanaged { A = 1, B = 2, C = 3 },
        Structs = [new Unmanaged { A = 1 }, default],
        Strings = ["a", null, ""],
        Map = new() { [1] = "m" },
        Fixed = new() { [1] = 2 },
        Tree = new Node { Value = 1, Next = new Node { Value = 2, Children = [new Node()] } },
        Shapes = [new Circle { R = 1 }, null, new Poly { Points = [new Point()] }],
        Grid = new[,] { { 1, 2 } },
        Bits = new BitArray(40, true),
        Big = -5,
        Version = new Version(1, 2),
        Color = Color.Blue,
        Generic = new Gen<string> { Value = "g", Items = ["i"] },
        Bytes = [1, 2, 3],
    };
}
