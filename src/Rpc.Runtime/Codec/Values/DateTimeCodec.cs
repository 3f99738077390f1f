using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>A time as its memory: ticks with the kind in the two highest bits, restored bit for bit. In JSON ISO 8601.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeCodec : IFixedCodec<DateTime>
{
    private const ulong TicksMask = 0x3FFF_FFFF_FFFF_FFFF;

    /// <inheritdoc/>
    public static int Size => sizeof(ulong);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(ulong);

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(DateTime value) => KeyHashing.Of((ulong)value.Ticks);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, DateTime value) => Unsafe.WriteUnaligned(ref destination, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DateTime ReadFrom(ref readonly byte source)
    {
        ulong bits = Unsafe.ReadUnaligned<ulong>(in source);
        if ((bits & TicksMask) > (ulong)DateTime.MaxValue.Ticks)
        {
            CodecErrors.ThrowFormat("The ticks of a DateTime are past its maximum.");
        }

        return Unsafe.BitCast<ulong, DateTime>(bits);
    }

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, DateTime value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static DateTime Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, DateTime value) => JsonText.Write(ref writer, value, "O");

    /// <inheritdoc/>
    public static DateTime ReadJson(ref RpcJsonReader reader) =>
        DateTime.TryParse(JsonText.Read(ref reader, "a time"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime value)
            ? value
            : throw CodecErrors.Undecodable("A time is not in ISO 8601.");
}
