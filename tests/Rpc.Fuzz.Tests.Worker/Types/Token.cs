using Rpc.Codec;

[assembly: Rpc.CustomCodec(typeof(Rpc.Fuzz.Types.CelsiusSurrogate))]
[assembly: Rpc.CustomCodec(typeof(Rpc.Fuzz.Types.TokenCodec))]

namespace Rpc.Fuzz.Types;

/// <summary>A class with bytes of its own.</summary>
public sealed record Token(long Number);

/// <summary>Its codec, which knows no null.</summary>
public readonly struct TokenCodec : ICodec<Token>
{
    public static int MinimumSize => sizeof(long);

    public static KeyKind KeyKind => KeyKind.Keyed;

    public static int KeyHash(Token value) => IntegerCodec<long>.KeyHash(value.Number);

    public static void Write(ref RpcWriter writer, Token value) => IntegerCodec<long>.Write(ref writer, value.Number);

    public static Token Read(ref RpcReader reader) => new(IntegerCodec<long>.Read(ref reader));

    public static void WriteJson(ref RpcJsonWriter writer, Token value) => IntegerCodec<long>.WriteJson(ref writer, value.Number);

    public static Token ReadJson(ref RpcJsonReader reader) => new(IntegerCodec<long>.ReadJson(ref reader));
}
