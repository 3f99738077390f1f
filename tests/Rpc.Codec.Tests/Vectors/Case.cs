using Rpc;

namespace Vectors;

/// <summary>Our value for one row, and what to do with it.</summary>
public abstract class Case(string type, string value, bool readOnly)
{
    public string Key { get; } = type + "|" + value;

    /// <summary>The bytes are another form that is read and never written.</summary>
    public bool IsReadOnly { get; } = readOnly;

    public abstract byte[] Encode();

    /// <summary>Decodes, and checks that it is our value.</summary>
    public abstract void Decode(byte[] bytes);

    public abstract void RoundTripJson();

    /// <summary>Decodes what may be anything.</summary>
    public abstract void Try(byte[] bytes, bool isJson);

    public abstract byte[] EncodeJson();

    public static Case Of<T>(string type, string value, T sample, bool readOnly = false, bool drops = false) => new Typed<T>(type, value, sample, readOnly, drops);

    private sealed class Typed<T>(string type, string value, T sample, bool readOnly, bool drops) : Case(type, value, readOnly)
    {
        public override byte[] Encode() => RpcCodec.Encode(sample);

        public override void Decode(byte[] bytes) => Same(RpcCodec.Decode<T>(bytes), bytes);

        public override void RoundTripJson()
        {
            byte[] json = RpcCodec.EncodeJson(sample);
            T back = RpcCodec.DecodeJson<T>(json);
            Assert.Equal(json, RpcCodec.EncodeJson(back));
            Same(back, Encode());
        }

        public override void Try(byte[] bytes, bool isJson) => _ = isJson ? RpcCodec.DecodeJson<T>(bytes) : RpcCodec.Decode<T>(bytes);

        public override byte[] EncodeJson() => RpcCodec.EncodeJson(sample);

        private void Same(T decoded, byte[] bytes)
        {
            if (sample is System.Collections.Immutable.ImmutableArray<int> { IsDefault: true })
            {
                Assert.True(((System.Collections.Immutable.ImmutableArray<int>)(object)decoded!).IsDefault);
            }
            else if (sample is PriorityQueue<string, int> queue)
            {
                Assert.Equal(queue.UnorderedItems, ((PriorityQueue<string, int>)(object)decoded!).UnorderedItems);
            }
            else if (sample is not null && sample.GetType().Namespace == "Vectors" && !drops)
            {
                Assert.Equivalent(sample, decoded, strict: true);
            }
            else if (sample is ReadOnlyMemory<byte> memory)
            {
                Assert.Equal(memory.ToArray(), ((ReadOnlyMemory<byte>)(object)decoded!).ToArray());
            }
            else if (sample is IShape?[] or Point?[] or Unmanaged[])
            {
                Assert.Equivalent(sample, decoded, strict: true);
            }
            else if (!drops)
            {
                Assert.Equal(sample, decoded);
            }

            // Every bit, kinds and signs of zero included.
            byte[] again = RpcCodec.Encode(decoded);
            Assert.Equal(IsReadOnly ? Encode() : bytes, again);
        }
    }
}
