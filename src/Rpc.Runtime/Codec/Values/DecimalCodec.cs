using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>A decimal as its memory: flags, high, low. Scale up to 28, reserved bits zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalCodec : IFixedCodec<decimal>
{
    private const int Reserved = 0x7F00FFFF;
    private const int MaxScale = 28;

    /// <inheritdoc/>
    public static int Size => sizeof(decimal);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(decimal);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, decimal value) => Unsafe.WriteUnaligned(ref destination, value);

    /// <inheritdoc/>
    public static decimal ReadFrom(ref readonly byte source)
    {
        int flags = Unsafe.ReadUnaligned<int>(in source);
        if ((flags & Reserved) != 0 || ((flags >> 16) & 0xFF) > MaxScale)
        {
            CodecErrors.ThrowFormat($"0x{flags:x8} are no flags of a decimal: its scale is at most {MaxScale} and the other bits are zero.");
        }

        return Unsafe.ReadUnaligned<decimal>(in source);
    }

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, decimal value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static decimal Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, decimal value)
    {
        if (value == 0 && decimal.IsNegative(value))
        {
            // The text of such a zero has no sign, and a decimal has.
            writer.Output.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"-{decimal.Negate(value)}"));
        }
        else
        {
            writer.Output.WriteNumberValue(value);
        }
    }

    /// <inheritdoc/>
    public static decimal ReadJson(ref RpcJsonReader reader) => JsonText.ReadNumber<decimal>(ref reader);
}
