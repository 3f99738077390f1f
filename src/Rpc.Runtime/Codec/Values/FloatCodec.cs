using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Half, float and double, bit for bit. In JSON numbers; NaN and the infinities are strings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FloatCodec<T> : IFixedCodec<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static int Size => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static int MinimumSize => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static bool IsBlittable => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, T value) => Unsafe.WriteUnaligned(ref destination, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadFrom(ref readonly byte source) => Unsafe.ReadUnaligned<T>(in source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref RpcWriter writer, T value) => Unsafe.WriteUnaligned(ref writer.Reserve(Unsafe.SizeOf<T>()), value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(ref RpcReader reader) => Unsafe.ReadUnaligned<T>(in reader.Take(Unsafe.SizeOf<T>()));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T value)
    {
        if (!T.IsFinite(value))
        {
            JsonText.Write(ref writer, value);
            return;
        }

        Span<byte> digits = stackalloc byte[64];
        value.TryFormat(digits, out int written, default, CultureInfo.InvariantCulture);
        writer.Output.WriteRawValue(digits[..written], skipInputValidation: true);
    }

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader) => JsonText.ReadNumber<T>(ref reader);
}
