using System.Diagnostics;
using Rpc;
using Rpc.Codec;
using Vectors;

namespace Limits;

public class LimitTests
{
    [Fact]
    public void Sixty_four_objects_inside_each_other_travel_and_one_more_does_not()
    {
        Node deepest = Chain(64);
        Assert.Equal(64, Length(RpcCodec.Decode<Node>(RpcCodec.Encode(deepest))));
        Assert.Equal(64, Length(RpcCodec.DecodeJson<Node>(RpcCodec.EncodeJson(deepest))));
        OverLimit(() => RpcCodec.Encode(Chain(65)));
        OverLimit(() => RpcCodec.EncodeJson(Chain(65)));
        Assert.Throws<RpcException>(() => RpcCodec.DecodeJson<Node>(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"next\":", 65)) + "null" + new string('}', 65))));
    }

    [Fact]
    public void A_cycle_is_an_error_and_no_stack_overflow()
    {
        var node = new Node();
        node.Next = node;
        OverLimit(() => RpcCodec.Encode(node));
        OverLimit(() => RpcCodec.EncodeJson(node));
    }

    [Fact]
    public void A_small_message_cannot_make_us_allocate_much()
    {
        // 3,000,000 empty collections of 128 bytes and more each in 12 MB: past 256 MiB.
        byte[] bytes = new byte[4 + (4 * 3_000_000)];
        BitConverter.TryWriteBytes(bytes, 3_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OverLimit(() => RpcCodec.Decode<List<Dictionary<string, int>>>(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512L << 20);
    }

    [Fact]
    public void Counts_are_checked_before_anything_is_allocated()
    {
        foreach (Action decode in new Action[]
        {
            () => RpcCodec.Decode<List<string>>([0, 0, 0, 0x40]),
            () => RpcCodec.Decode<int[]>([0, 0, 0, 0x40, 1]),
            () => RpcCodec.Decode<byte[]>([0xFE, 0xFF, 0xFF, 0xFF]),
            () => RpcCodec.Decode<Dictionary<int, long>>([0, 0, 0, 0x10, 0, 0, 0, 0]),
            () => RpcCodec.Decode<HashSet<int>>([0, 0, 0, 0x10]),
            () => RpcCodec.Decode<int[,,]>([4, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0]),
            () => RpcCodec.Decode<System.Collections.BitArray>([2, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0]),
            () => RpcCodec.Decode<string>([0x00, 0x00, 0x00, 0x80, 1, 0, 0, 0]),
            () => RpcCodec.Decode<string>([0xFF, 0xFF, 0xFF, 0x7F]),
        })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(RpcErrorReason.Undecodable, Assert.Throws<RpcException>(decode).Reason);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
        }
    }

    [Fact]
    public void Keys_that_collide_in_the_default_hash_cost_nothing_here()
    {
        // long.GetHashCode is low ^ high: all of these are 0.
        var colliding = new Dictionary<int, long>();
        long[] keys = [.. Enumerable.Range(0, 100_000).Select(i => ((long)i << 32) | (uint)i)];
        byte[] bytes = RpcCodec.Encode(keys);
        var watch = Stopwatch.StartNew();
        ISet<long> set = RpcCodec.Decode<ISet<long>>(bytes);
        Assert.Equal(keys.Length, set.Count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.True(set.Contains(keys[5]) && set.Remove(keys[5]) && set.Add(keys[5]) && !set.Contains(-1));
        Assert.Empty(colliding);
    }

    [Fact]
    public void Small_sets_and_strings_keep_the_default_comparer()
    {
        Assert.Same(EqualityComparer<long>.Default, RpcCodec.Decode<HashSet<long>>(RpcCodec.Encode(new HashSet<long> { 1 })).Comparer);
        var words = Enumerable.Range(0, 5000).Select(i => $"w{i}").ToHashSet();
        Assert.Same(EqualityComparer<string>.Default, RpcCodec.Decode<HashSet<string>>(RpcCodec.Encode(words)).Comparer);
    }

    [Fact]
    public void Keys_whose_hash_a_peer_can_compute_are_limited_until_a_comparer_is_registered()
    {
        var few = Enumerable.Range(0, 4096).ToDictionary(i => new Rate("", i), i => i);
        Assert.Equal(4096, RpcCodec.Decode<Dictionary<Rate, int>>(RpcCodec.Encode(few)).Count);
        var many = Enumerable.Range(0, 4097).ToDictionary(i => new Person("", i, null), i => i);
        byte[] bytes = RpcCodec.Encode(many);
        OverLimit(() => RpcCodec.Decode<Dictionary<Person, int>>(bytes));
        KeyComparers.Register(EqualityComparer<Person>.Default);
        Assert.Equal(4097, RpcCodec.Decode<Dictionary<Person, int>>(bytes).Count);
    }

    [Fact]
    public void A_key_that_stands_there_twice_is_refused() =>
        Assert.Throws<RpcException>(() => RpcCodec.Decode<Dictionary<string, int>>(Convert.FromHexString("02000000feffffff010000006101000000feffffff010000006102000000")));

    [Fact]
    public void Bytes_after_the_value_are_refused()
    {
        Assert.Throws<RpcException>(() => RpcCodec.Decode<int>([1, 0, 0, 0, 0]));
        Assert.Throws<RpcException>(() => RpcCodec.DecodeJson<int>("1 2"u8));
    }

    [Fact]
    public void A_type_that_only_generic_code_meets_is_told_with_what_to_do() =>
        Assert.Contains("[Remote]", Assert.Throws<InvalidOperationException>(() => Encode(new Limits.Unknown())).Message, StringComparison.Ordinal);

    // The build cannot see what T will be.
    private static byte[] Encode<T>(T value) => RpcCodec.Encode(value);

    private static void OverLimit(Action action)
    {
        RpcException refusal = Assert.Throws<RpcException>(action);
        Assert.Equal((RpcStatus.ResourceExhausted, RpcErrorReason.OverLimit), (refusal.Status, refusal.Reason));
    }

    private static Node Chain(int length) => length == 0 ? null! : new Node { Value = length, Next = Chain(length - 1) };

    private static int Length(Node? node) => node is null ? 0 : 1 + Length(node.Next);
}
