using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>An enum whose values are combined: as <see cref="EnumCodec{T, TUnderlying}"/>, in JSON always a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FlagsCodec<T, TUnderlying> : IFixedCodec<T>
    where T : unmanaged, Enum
    where TUnderlying : unmanaged, IBinaryInteger<TUnderlying>
{
    /// <inheritdoc/>
    public static int Size => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static int MinimumSize => Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public static bool IsBlittable => true;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(T value) => EnumCodec<T, TUnderlying>.KeyHash(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, T value) => Unsafe.WriteUnaligned(ref destination, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadFrom(ref readonly byte source) => Unsafe.ReadUnaligned<T>(in source);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static T Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T value) => IntegerCodec<TUnderlying>.WriteJson(ref writer, Unsafe.BitCast<T, TUnderlying>(value));

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader) => EnumCodec<T, TUnderlying>.ReadJson(ref reader);
}
