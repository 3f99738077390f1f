using System.Net;
using Plain;
using Rpc;
using Rpc.Codec;

[assembly: CustomCodec(typeof(Custom.AddressSurrogate))]
[assembly: CustomCodec(typeof(Custom.CelsiusSurrogate))]
[assembly: CustomCodec(typeof(Custom.OptionSurrogate<>))]
[assembly: CustomCodec(typeof(Custom.ChainSurrogate))]
[assembly: CustomCodec(typeof(Custom.InstantCodec))]
[assembly: CustomCodec(typeof(Custom.SecretCodec))]
[assembly: CustomCodec(typeof(Custom.WordCodec))]

namespace Custom;

/// <summary>A class as a class.</summary>
public readonly struct AddressSurrogate : ISurrogate<IPAddress, string>
{
    public static string ToSurrogate(IPAddress value) => value.ToString();

    public static IPAddress FromSurrogate(string surrogate) => IPAddress.Parse(surrogate);
}

/// <summary>A class as a struct.</summary>
public readonly struct CelsiusSurrogate : ISurrogate<Celsius, double>
{
    public static double ToSurrogate(Celsius value) => value.Degrees();

    public static Celsius FromSurrogate(double surrogate) => Celsius.Of(surrogate);
}

/// <summary>All closed forms of a generic struct as arrays.</summary>
public readonly struct OptionSurrogate<T> : ISurrogate<Option<T>, T[]>
{
    public static T[] ToSurrogate(Option<T> value) => value.Items();

    public static Option<T> FromSurrogate(T[] surrogate) => Option<T>.Of(surrogate);
}

/// <summary>A class that holds itself.</summary>
public readonly struct ChainSurrogate : ISurrogate<Chain, Link>
{
    public static Link ToSurrogate(Chain value) => new(value.Value, value.Next);

    public static Chain FromSurrogate(Link surrogate) => Chain.Of(surrogate.Value, surrogate.Next);
}

public record Link(int Value, Chain? Next);

/// <summary>A struct with bytes of its own.</summary>
public readonly struct InstantCodec : ICodec<Instant>
{
    public static int MinimumSize => 8;

    public static KeyKind KeyKind => KeyKind.Keyed;

    public static int KeyHash(Instant value) => IntegerCodec<long>.KeyHash(value.ToTicks());

    public static void Write(ref RpcWriter writer, Instant value) => IntegerCodec<long>.Write(ref writer, value.ToTicks());

    public static Instant Read(ref RpcReader reader) => Make(IntegerCodec<long>.Read(ref reader));

    public static void WriteJson(ref RpcJsonWriter writer, Instant value) => IntegerCodec<long>.WriteJson(ref writer, value.ToTicks());

    public static Instant ReadJson(ref RpcJsonReader reader) => Make(IntegerCodec<long>.ReadJson(ref reader));

    private static Instant Make(long ticks) => ticks >= 0 ? Instant.FromTicks(ticks) : throw CodecErrors.Undecodable("An instant is before the first one.");
}

/// <summary>A class whose null is looked after.</summary>
public readonly struct SecretCodec : ICodec<Secret>
{
    public static int MinimumSize => 4;

    public static void Write(ref RpcWriter writer, Secret value) => StringCodec.Write(ref writer, value.Reveal());

    public static Secret Read(ref RpcReader reader) => Secret.Of(CodecErrors.NotNull(StringCodec.Read(ref reader), "A secret"));

    public static void WriteJson(ref RpcJsonWriter writer, Secret value) => StringCodec.WriteJson(ref writer, value.Reveal());

    public static Secret ReadJson(ref RpcJsonReader reader) => Secret.Of(CodecErrors.NotNull(StringCodec.ReadJson(ref reader), "A secret"));
}

/// <summary>A class whose codec writes null itself.</summary>
public readonly struct WordCodec : ICodec<Word?>
{
    public static int MinimumSize => 4;

    public static void Write(ref RpcWriter writer, Word? value) => StringCodec.Write(ref writer, value?.Spell());

    public static Word? Read(ref RpcReader reader) => StringCodec.Read(ref reader) is { } text ? Word.Of(text) : null;

    public static void WriteJson(ref RpcJsonWriter writer, Word? value) => StringCodec.WriteJson(ref writer, value?.Spell());

    public static Word? ReadJson(ref RpcJsonReader reader) => StringCodec.ReadJson(ref reader) is { } text ? Word.Of(text) : null;
}
