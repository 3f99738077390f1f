using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Offset in minutes (4 bytes), 4 bytes zero, UTC ticks (8 bytes). In JSON ISO 8601.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeOffsetCodec : IFixedCodec<DateTimeOffset>
{
    private const int MaxMinutes = 14 * 60;

    /// <inheritdoc/>
    public static int Size => 16;

    /// <inheritdoc/>
    public static int MinimumSize => 16;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(DateTimeOffset value) => KeyHashing.Of((ulong)value.UtcTicks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, DateTimeOffset value)
    {
        Unsafe.WriteUnaligned(ref destination, (long)(uint)value.TotalOffsetMinutes);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 8), value.UtcTicks);
    }

    /// <inheritdoc/>
    public static DateTimeOffset ReadFrom(ref readonly byte source)
    {
        int minutes = Unsafe.ReadUnaligned<int>(in source);
        long utc = Unsafe.ReadUnaligned<long>(in Wire.From(in source, 8));
        long local = utc + (minutes * TimeSpan.TicksPerMinute);
        if (minutes is > MaxMinutes or < -MaxMinutes || (ulong)utc > (ulong)DateTime.MaxValue.Ticks || (ulong)local > (ulong)DateTime.MaxValue.Ticks)
        {
            CodecErrors.ThrowFormat("A DateTimeOffset is out of its range.");
        }

        return new DateTimeOffset(local, new TimeSpan(minutes * TimeSpan.TicksPerMinute));
    }

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, DateTimeOffset value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static DateTimeOffset Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, DateTimeOffset value) => JsonText.Write(ref writer, value, "O");

    /// <inheritdoc/>
    public static DateTimeOffset ReadJson(ref RpcJsonReader reader) =>
        DateTimeOffset.TryParse(JsonText.Read(ref reader, "a time"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset value)
            ? value
            : throw CodecErrors.Undecodable("A time is not in ISO 8601.");
}
