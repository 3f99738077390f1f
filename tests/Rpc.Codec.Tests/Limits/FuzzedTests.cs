using System.Collections;
using System.Collections.Concurrent;
using System.Text;
using Rpc;
using Rpc.Codec;

namespace Limits;

/// <summary>What the fuzzer found, each once.</summary>
public sealed class FuzzedTests
{
    [Fact]
    public void A_rune_from_an_empty_string_is_refused() => Undecodable(() => RpcCodec.DecodeJson<Rune>("\"\""u8));

    [Fact]
    public void Base64_with_half_a_character_is_refused()
    {
        Undecodable(() => RpcCodec.DecodeJson<byte[]>("\"\\ud800\""u8));
        Undecodable(() => RpcCodec.DecodeJson<ReadOnlyMemory<byte>>("\"\\ud800\""u8));
    }

    [Fact]
    public void Text_with_half_a_character_is_refused_in_json_and_not_replaced()
    {
        // Not the arguments of a theory: attributes keep text as UTF-8, in which there are no halves.
        foreach (string text in new[] { "\ud800", "a\udc00b", "\ud83d\ude00\ud83d" })
        {
            Undecodable(() => RpcCodec.EncodeJson(text));
            Undecodable(() => RpcCodec.EncodeJson(new Dictionary<string, int> { [text] = 1 }));
            Assert.Equal(text, RpcCodec.Decode<string>(RpcCodec.Encode(text)));
        }

        Assert.Equal("\ud83d\ude00a", RpcCodec.DecodeJson<string>(RpcCodec.EncodeJson("\ud83d\ude00a")));
    }

    [Fact]
    public void Rows_without_elements_count_against_the_budget()
    {
        // int[0, 536870912, 0]: seventeen bytes that say half a billion empty rows.
        OverLimit(() => RpcCodec.Decode<int[,,]>([4, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0]));
        Undecodable(() => RpcCodec.Decode<int[,,]>([4, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0]));
        Assert.Equal(3, RpcCodec.Decode<int[,,]>([4, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).GetLength(1));
    }

    [Fact]
    public void Many_empty_collections_of_a_costly_kind_count_for_what_they_take()
    {
        Many<List<BlockingCollection<int>>>();
        Many<List<ConcurrentBag<int>>>();
        Many<List<ConcurrentQueue<int>>>();
        Many<List<ConcurrentDictionary<string, int>>>("{}");
        Many<List<SortedDictionary<string, double>>>("{}");
    }

    // As many as fit into 48 KiB: either they are refused, or they took no more than the budget and what a refusal takes.
    private static void Many<T>(string one = "[]")
    {
        const int Count = 12_000;
        byte[] bytes = new byte[4 + (4 * Count)];
        BitConverter.TryWriteBytes(bytes, Count);
        byte[] json = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat(one, Count))}]");
        Within<T>(bytes, isJson: false);
        Within<T>(json, isJson: true);
    }

    private static void Within<T>(byte[] input, bool isJson)
    {
        ValueCodec<T> codec = CodecRegistry.Find<T>()!;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (isJson)
            {
                var reader = new RpcJsonReader(input);
                codec.ReadJson(ref reader);
            }
            else
            {
                var reader = new RpcReader(input);
                codec.Read(ref reader);
            }
        }
        catch (RpcException refusal)
        {
            Assert.Equal(RpcErrorReason.OverLimit, refusal.Reason);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Math.Max(1 << 20, 64L * input.Length) + (256 << 10));
    }

    private static void Undecodable(Action action) => Assert.Equal(RpcErrorReason.Undecodable, Assert.Throws<RpcException>(action).Reason);

    private static void OverLimit(Action action) => Assert.Equal(RpcErrorReason.OverLimit, Assert.Throws<RpcException>(action).Reason);
}
