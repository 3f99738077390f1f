using System.Collections;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Bits as an object of two members: how many, and an int[] with the first bit lowest. In JSON a string of 0 and 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BitArrayCodec : ICodec<BitArray?>
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, BitArray? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        int[] words = new int[Words(value.Length)];
        value.CopyTo(words, 0);
        writer.WriteHeader(2);
        writer.WriteCount(value.Length);
        ArrayCodec<int, IntegerCodec<int>>.Write(ref writer, words);
    }

    /// <inheritdoc/>
    public static BitArray? Read(ref RpcReader reader)
    {
        int count = reader.ReadHeader();
        if (count < 0)
        {
            return null;
        }

        int length = count == 2 ? IntegerCodec<int>.Read(ref reader) : -1;
        int[]? words = length >= 0 ? ArrayCodec<int, IntegerCodec<int>>.Read(ref reader) : null;
        if (words is null || words.Length != Words(length))
        {
            throw CodecErrors.Undecodable("A BitArray has another number of bits than it says.");
        }

        reader.Charge(48 + (words.Length * (long)sizeof(int)));
        return new BitArray(words) { Length = length };
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, BitArray? value) =>
        StringCodec.WriteJson(ref writer, value is null ? null : string.Create(value.Length, value, static (text, bits) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = bits[i] ? '1' : '0';
            }
        }));

    /// <inheritdoc/>
    public static BitArray? ReadJson(ref RpcJsonReader reader)
    {
        if (StringCodec.ReadJson(ref reader) is not { } text)
        {
            return null;
        }

        if (text.AsSpan().ContainsAnyExcept('0', '1'))
        {
            CodecErrors.ThrowFormat("A BitArray is no text of 0 and 1.");
        }

        var bits = new BitArray(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bits[i] = text[i] == '1';
        }

        return bits;
    }

    private static int Words(int bits) => (int)(((long)bits + 31) / 32);
}
