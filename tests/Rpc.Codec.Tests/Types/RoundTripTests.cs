using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;
using Rpc;

namespace Types;

public class RoundTripTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTime Now = new(2026, 11, 21, 12, 34, 56, 789, DateTimeKind.Utc);
    private static readonly DateTimeOffset There = new(2026, 11, 21, 12, 34, 56, TimeSpan.FromHours(-5));

    [Fact]
    public void Values()
    {
        Same(BigInteger.Parse("-123456789012345678901234567890", System.Globalization.CultureInfo.InvariantCulture), "\"-123456789012345678901234567890\"");
        Same(new Rune(0x1F600), "\"\\uD83D\\uDE00\"");
        Same(new Vector2(1, 2), "[1,2]");
        Same(new Vector4(1, 2, 3, 4));
        Same(new Quaternion(1, 2, 3, 4));
        Same(new Plane(1, 2, 3, 4));
        Same(new Matrix3x2(1, 2, 3, 4, 5, 6));
        Same(Matrix4x4.Identity);
        Same(Rights.Read | Rights.Write, "3");
        Same((Half?)(Half)0.5, "0.5");
        Same((Rune?)null, "null");
        Assert.Equal("abc", RpcCodec.Decode<StringBuilder>(RpcCodec.Encode(new StringBuilder("abc"))).ToString());
        Assert.Equal("abc", RpcCodec.DecodeJson<StringBuilder>("\"abc\""u8).ToString());
    }

    [Fact]
    public void Numbers_that_json_readers_would_round_are_strings()
    {
        Same(long.MaxValue, "\"9223372036854775807\"");
        Same(1L << 53, "9007199254740992");
        Same(-(1L << 53) - 1, "\"-9007199254740993\"");
        Same(ulong.MaxValue, "\"18446744073709551615\"");
        Same(Int128.MinValue, "\"-170141183460469231731687303715884105728\"");
        Same(double.NaN, "\"NaN\"");
        Same(double.NegativeInfinity, "\"-Infinity\"");
        Same(float.Epsilon);
        Same('\uD800', "55296");
    }

    [Fact]
    public void Arrays()
    {
        Same(new int[2, 1, 3] { { { 1, 2, 3 } }, { { 4, 5, 6 } } }, "[[[1,2,3]],[[4,5,6]]]");
        Same(new string[1, 1, 1, 2] { { { { "a", "b" } } } });
        Same(new byte[][] { [1], [] }, "[\"AQ==\",\"\"]");
        Same(new List<byte> { 1, 2 }, "\"AQI=\"");
        Same(new[] { 1.5m, decimal.MinValue });
        Same(new bool?[] { true, null, false }, "[true,null,false]");
        Same(new[] { new TimeOnly(1, 2, 3) });
        Same(new[] { Id });
        Same(new[] { 'a', '\uDFFF' });
        Assert.Equal([1, 2], RpcCodec.Decode<Memory<int>>(RpcCodec.Encode<Memory<int>>(new[] { 1, 2 })).ToArray());
        Assert.Equal(["a"], RpcCodec.DecodeJson<Memory<string>>(RpcCodec.EncodeJson<Memory<string>>(new[] { "a" })).ToArray());
        Assert.Equal([1, 2], RpcCodec.Decode<ReadOnlySequence<byte>>(RpcCodec.Encode(Chunked([1], [2]))).ToArray());
        Assert.Equal([1, 2], RpcCodec.DecodeJson<ReadOnlySequence<byte>>(RpcCodec.EncodeJson(Chunked([1], [2]))).ToArray());
        Assert.Equal("abc", RpcCodec.Decode<string>(Chunked(RpcCodec.Encode("abc")[..5], RpcCodec.Encode("abc")[5..])));
        using IMemoryOwner<byte> owner = RpcCodec.Decode<IMemoryOwner<byte>>([3, 0, 0, 0, 7, 8, 9]);
        Assert.Equal([7, 8, 9], owner.Memory.ToArray());
    }

    [Fact]
    public void Sequences()
    {
        Same(new Collection<int> { 1, 2 });
        Same(new ObservableCollection<string> { "a" });
        Same(new ReadOnlyCollection<int>([1]));
        Same(new ReadOnlyObservableCollection<int>([1]));
        Same(new ConcurrentQueue<int>([1, 2, 3]));
        Same(new ConcurrentStack<int>([1, 2, 3]), "[1,2,3]");
        Same(new ConcurrentBag<int>([1]));
        Assert.Equal([1, 2], RpcCodec.Decode<BlockingCollection<int>>(RpcCodec.Encode(new BlockingCollection<int> { 1, 2 })));
        Same<ICollection<int>>([1, 2]);
        Same<IReadOnlyCollection<string>>(new Queue<string>(["a", "b"]), same: (a, b) => a.SequenceEqual(b));
        Same<IImmutableList<int>>(ImmutableList.Create(1, 2));
        Same(ImmutableQueue.Create(1, 2));
        Same(ImmutableStack.Create(1, 2), "[1,2]");
        Same(ImmutableHashSet.Create(1, 2), same: (a, b) => a.SetEquals(b));
        Same(ImmutableSortedSet.Create(2, 1), "[1,2]");
        Same(new[] { "a", "b" }.ToFrozenSet(), same: (a, b) => a.SetEquals(b));
        Same(new SortedSet<int> { 2, 1 });
    }

    [Fact]
    public void Maps()
    {
        Same(new SortedList<int, string> { [2] = "b", [1] = "a" }, "[[1,\"a\"],[2,\"b\"]]");
        Same(new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }), "{\"a\":1}");
        Same<IDictionary<Guid, string>>(new Dictionary<Guid, string> { [Id] = "x" });
        Same<IImmutableDictionary<int, int>>(ImmutableDictionary<int, int>.Empty.Add(1, 2), "[[1,2]]");
        Same(ImmutableSortedDictionary<string, int>.Empty.Add("b", 1).Add("a", 2), "{\"a\":2,\"b\":1}");
        Same(new Dictionary<int, string> { [1] = "a" }.ToFrozenDictionary(), "[[1,\"a\"]]");
        Same(new Dictionary<(int, string), Money> { [(1, "a")] = new Money(1, "EUR") }, "[[[1,\"a\"],{\"amount\":1,\"currency\":\"EUR\"}]]");
        Same(new Dictionary<DateTime, bool> { [Now] = true });
        Same(new ConcurrentDictionary<string, int?>(new Dictionary<string, int?> { ["a"] = null }), "{\"a\":null}");
    }

    [Fact]
    public void Tuples()
    {
        Same(ValueTuple.Create(1), "[1]");
        Same((1, (string?)null), "[1,null]");
        Same(((byte)1, Id, 2));
        Same(Tuple.Create(1, 2, 3, 4, 5, 6, 7, "8"), "[1,2,3,4,5,6,7,[\"8\"]]");
        Same((1, 2, 3, 4, 5, 6, 7, 8), "[1,2,3,4,5,6,7,[8]]");
        Same((There, (byte)1, ((byte)2, 3L)));
        Same((1, ((string, int)?)("a", 2)));
        Same((KeyValuePair<byte, long>?)new KeyValuePair<byte, long>(1, 2), "[1,2]");
        Same((Tuple<string>?)null, "null");
        var queue = RpcCodec.Decode<PriorityQueue<int, long>>(RpcCodec.Encode(new PriorityQueue<int, long>([(1, 9), (2, 8)])));
        Assert.Equal(2, queue.Dequeue());
    }

    [Fact]
    public void Objects()
    {
        var bindings = new Bindings(1, "t") { Required = "r", RequiredInit = 3, Init = "i", Settable = 4 };
        bindings.Fill();
        foreach (Bindings back in new[] { RpcCodec.Decode<Bindings>(RpcCodec.Encode(bindings)), RpcCodec.DecodeJson<Bindings>(RpcCodec.EncodeJson(bindings)) })
        {
            Assert.Equal((1, "t", 4, "i", "r", 3, 70L, "filled", Id), (back.Bound, back.Text, back.Settable, back.Init, back.Required, back.RequiredInit, back.PrivateSet, back.Included(), back.Internal));
        }

        foreach (Inside back in new[] { RpcCodec.Decode<Inside>(RpcCodec.Encode(Inside.Make("t", 5))), RpcCodec.DecodeJson<Inside>(RpcCodec.EncodeJson(Inside.Make("t", 5))) })
        {
            Assert.Equal(("t", 5L), (back.Text, back.Seen()));
        }

        Same(new TwoConstructors(4), "{\"a\":4}");
        Same(new SetsRequired("n"), "{\"name\":\"n\"}");
        Same(new Dog { Name = "Rex", Legs = 4, @class = true }, "{\"name\":\"Rex\",\"legs\":4,\"class\":true}");
        Same(new Pair<string, int?>("a", null), "{\"first\":\"a\",\"second\":null}");
        Same(new Tree(1, [new Tree(2, [])]), same: (a, b) => a.Children[0].Value == b.Children[0].Value);
        Same((Money?)new Money(1.50m, "EUR"), "{\"amount\":1.50,\"currency\":\"EUR\"}");
        Same<Shrub>(new Branch(new Leaf("red") { Height = 1 }, null) { Height = 2 }, "{\"$type\":7,\"height\":2,\"left\":{\"$type\":0,\"height\":1,\"color\":\"red\"},\"right\":null}");
        Same(new List<Shrub?> { null, new Leaf("x") });
        Same(new Leaf("x") { Height = 3 }, "{\"height\":3,\"color\":\"x\"}");
    }

    [Fact]
    public void Members_that_only_accessors_reach_are_found_in_generic_types_too()
    {
        foreach (Page<int> back in Both(Page<int>.Of(3, 4)))
        {
            Assert.Equal((3, 4, 3), (back.Item, back.Number, back.Items()[0]));
        }

        foreach (Page<string> back in Both(Page<string>.Of("a", 4)))
        {
            Assert.Equal(("a", 4, "a"), (back.Item, back.Number, back.Items()[0]));
        }

        Assert.All(Both(Chapter.Make(7)), back => Assert.Equal(7, back.Number));
        Assert.All(Both(Outer<int>.Within.Of(1, "t")), back => Assert.Equal((1, "t"), (back.Value, back.Read())));
        Assert.All(Both(Outer<string>.Within.Of("v", "t")), back => Assert.Equal(("v", "t"), (back.Value, back.Read())));
    }

    [Fact]
    public void A_derived_class_does_not_travel_as_less_than_it_is()
    {
        foreach (Action action in new Action[] { () => RpcCodec.Encode<Animal>(new Dog()), () => RpcCodec.EncodeJson<Animal>(new Dog()), () => RpcCodec.Encode<Page<string>>(new Chapter()) })
        {
            RpcException refusal = Assert.Throws<RpcException>(action);
            Assert.Equal(RpcStatus.InvalidArgument, refusal.Status);
            Assert.Contains("[Union]", refusal.Message, StringComparison.Ordinal);
        }

        Same(new Animal { Name = "Tom", Legs = 4 }, "{\"name\":\"Tom\",\"legs\":4}");
    }

    [Fact]
    public void Lazies()
    {
        Assert.Equal("0107000000", Convert.ToHexStringLower(RpcCodec.Encode(new Lazy<int>(() => 7))));
        Assert.All(Both(new Lazy<int>(() => 7)), back => Assert.Equal(7, back.Value));
        Assert.All(Both<Lazy<string?>?>(new Lazy<string?>((string?)null)), back => Assert.Null(back!.Value));
        Assert.All(Both<Lazy<string?>?>(null), Assert.Null);
        Assert.Equal("[[{\"height\":0,\"color\":\"red\"}]]", Encoding.UTF8.GetString(RpcCodec.EncodeJson(new List<Lazy<Leaf>> { new(() => new Leaf("red")) })));
        Assert.Throws<RpcException>(() => RpcCodec.Decode<Lazy<int>>([2, 7, 0, 0, 0]));
    }

    [Fact]
    public void Structs()
    {
        var all = new Sequential { Flag = true, At = Now, Auto = (1, 2), Maybe = 3, Amount = 4.5m, Last = 6 };
        Same(all, "{\"flag\":true,\"at\":\"2026-11-21T12:34:56.7890000Z\",\"auto\":[1,2],\"maybe\":3,\"amount\":4.5,\"last\":6}");
        Assert.Equal("01000000000000002300000000000000", Convert.ToHexStringLower(RpcCodec.Encode(new Sequential { Flag = true, At = new DateTime(0x23) })[..16]));
        Same(new Packed { A = 1, B = 2, C = (Half)3 }, "{\"a\":1,\"b\":2,\"c\":3}");
        Assert.Equal(11, RpcCodec.Encode(default(Packed)).Length);
        Same(new Explicit { A = 1, B = -2 });
        Same(new Auto { A = 1, B = 2, C = 3, D = There });
        Same(new Meters(1.5), "{\"value\":1.5}");
        Assert.Equal("00", Convert.ToHexStringLower(RpcCodec.Encode(default(Nothing))));
        Same(new Holder { M = new Meters(2), R = Rights.Write, S = all });
        Same(new[] { new Holder { M = new Meters(2) }, default });
        Same((Auto?)null, "null");
        Same(new List<Meters> { new(1), new(2) });
        Same(new Dictionary<Rights, Packed> { [Rights.Read] = new Packed { A = 1 } });
    }

    [Fact]
    public void Padding_is_written_as_zero_and_ignored_when_read()
    {
        byte[] bytes = RpcCodec.Encode(new Holder { M = new Meters(2) });
        Assert.All(bytes[1..8], b => Assert.Equal(0, b));
        bytes.AsSpan(1, 7).Fill(0xAB);
        Assert.Equal(new Meters(2), RpcCodec.Decode<Holder>(bytes).M);
    }

    private static T[] Both<T>(T value) => [RpcCodec.Decode<T>(RpcCodec.Encode(value)), RpcCodec.DecodeJson<T>(RpcCodec.EncodeJson(value))];

    private static void Same<T>(T value, string? json = null, Func<T, T, bool>? same = null)
    {
        Check(value, RpcCodec.Decode<T>(RpcCodec.Encode(value)), same);
        byte[] text = RpcCodec.EncodeJson(value);
        Check(value, RpcCodec.DecodeJson<T>(text), same);
        if (json is not null)
        {
            Assert.Equal(json, Encoding.UTF8.GetString(text));
        }
    }

    private static void Check<T>(T expected, T found, Func<T, T, bool>? same)
    {
        if (same is not null)
        {
            Assert.True(same(expected, found));
        }
        else if (expected is IEnumerable or ValueType or Tuple<string> or null || typeof(T).FullName!.StartsWith("System.", StringComparison.Ordinal))
        {
            Assert.Equal(expected, found);
        }
        else
        {
            Assert.Equivalent(expected, found, strict: true);
        }
    }

    private static ReadOnlySequence<byte> Chunked(byte[] first, byte[] second)
    {
        var end = new Segment(second, null, first.Length);
        return new ReadOnlySequence<byte>(new Segment(first, end, 0), 0, end, second.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? next, long start)
        {
            Memory = bytes;
            Next = next;
            RunningIndex = start;
        }
    }
}
