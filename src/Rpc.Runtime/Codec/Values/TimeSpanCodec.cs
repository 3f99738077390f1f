using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Ticks. In JSON [-][d.]hh:mm:ss[.fffffff].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeSpanCodec : IFixedCodec<TimeSpan>
{
    /// <inheritdoc/>
    public static int Size => sizeof(long);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(long);

    /// <inheritdoc/>
    public static bool IsBlittable => true;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(TimeSpan value) => KeyHashing.Of((ulong)value.Ticks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, TimeSpan value) => Unsafe.WriteUnaligned(ref destination, value.Ticks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimeSpan ReadFrom(ref readonly byte source) => new(Unsafe.ReadUnaligned<long>(in source));

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, TimeSpan value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static TimeSpan Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, TimeSpan value) => JsonText.Write(ref writer, value, "c");

    /// <inheritdoc/>
    public static TimeSpan ReadJson(ref RpcJsonReader reader) =>
        TimeSpan.TryParse(JsonText.Read(ref reader, "a time span"), CultureInfo.InvariantCulture, out TimeSpan value)
            ? value
            : throw CodecErrors.Undecodable("A time span is not [-][d.]hh:mm:ss[.fffffff].");
}
