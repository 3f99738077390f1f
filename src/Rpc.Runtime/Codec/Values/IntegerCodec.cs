using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Integers of 8 to 128 bits, little-endian. In JSON numbers, beyond ±2^53 strings.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct IntegerCodec<T> : IFixedCodec<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const long MaxExact = 1L << 53;

    /// <inheritdoc/>
    public static int Size => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static int MinimumSize => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static bool IsBlittable => true;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(T value) => Unsafe.SizeOf<T>() == 16
        ? KeyHashing.Of(ulong.CreateTruncating(value), ulong.CreateTruncating(value >> 64))
        : KeyHashing.Of(ulong.CreateTruncating(value));

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
        if (Unsafe.SizeOf<T>() <= 4 || (value <= T.CreateSaturating(MaxExact) && value >= T.CreateSaturating(-MaxExact)))
        {
            writer.Output.WriteNumberValue(long.CreateTruncating(value));
        }
        else
        {
            JsonText.Write(ref writer, value);
        }
    }

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader) => JsonText.ReadNumber<T>(ref reader);
}
