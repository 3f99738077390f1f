using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Days since 0001-01-01. In JSON yyyy-MM-dd.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateOnlyCodec : IFixedCodec<DateOnly>
{
    /// <inheritdoc/>
    public static int Size => sizeof(int);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(DateOnly value) => KeyHashing.Of((ulong)value.DayNumber);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, DateOnly value) => Unsafe.WriteUnaligned(ref destination, value.DayNumber);

    /// <inheritdoc/>
    public static DateOnly ReadFrom(ref readonly byte source)
    {
        int day = Unsafe.ReadUnaligned<int>(in source);
        if ((uint)day > (uint)DateOnly.MaxValue.DayNumber)
        {
            CodecErrors.ThrowFormat("The day of a DateOnly is out of its range.");
        }

        return DateOnly.FromDayNumber(day);
    }

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, DateOnly value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static DateOnly Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, DateOnly value) => JsonText.Write(ref writer, value, "O");

    /// <inheritdoc/>
    public static DateOnly ReadJson(ref RpcJsonReader reader) =>
        DateOnly.TryParse(JsonText.Read(ref reader, "a date"), CultureInfo.InvariantCulture, out DateOnly value)
            ? value
            : throw CodecErrors.Undecodable("A date is not yyyy-MM-dd.");
}
