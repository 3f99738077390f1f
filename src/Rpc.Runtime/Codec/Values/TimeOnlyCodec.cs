using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Ticks since midnight. In JSON HH:mm:ss.fffffff.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOnlyCodec : IFixedCodec<TimeOnly>
{
    /// <inheritdoc/>
    public static int Size => sizeof(long);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(long);

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(TimeOnly value) => KeyHashing.Of((ulong)value.Ticks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, TimeOnly value) => Unsafe.WriteUnaligned(ref destination, value.Ticks);

    /// <inheritdoc/>
    public static TimeOnly ReadFrom(ref readonly byte source)
    {
        long ticks = Unsafe.ReadUnaligned<long>(in source);
        if ((ulong)ticks >= (ulong)TimeSpan.TicksPerDay)
        {
            CodecErrors.ThrowFormat("The ticks of a TimeOnly are not within one day.");
        }

        return new TimeOnly(ticks);
    }

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, TimeOnly value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static TimeOnly Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, TimeOnly value) => JsonText.Write(ref writer, value, "O");

    /// <inheritdoc/>
    public static TimeOnly ReadJson(ref RpcJsonReader reader) =>
        TimeOnly.TryParse(JsonText.Read(ref reader, "a time of day"), CultureInfo.InvariantCulture, out TimeOnly value)
            ? value
            : throw CodecErrors.Undecodable("A time of day is not HH:mm:ss.fffffff.");
}
