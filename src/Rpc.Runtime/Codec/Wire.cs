using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Places inside a run of bytes, for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Wire
{
    /// <summary>First byte of a null object, and what an absent union is.</summary>
    public const byte Null = 255;

    /// <summary>The largest number of members of an object; larger first bytes have other meanings.</summary>
    public const int MaxMembers = 249;

    /// <summary>Objects inside objects, on write, read and skip.</summary>
    public const int MaxDepth = 64;

    /// <summary>The byte <paramref name="offset"/> after <paramref name="start"/>, to write at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte At(ref byte start, int offset) => ref Unsafe.Add(ref start, offset);

    /// <summary>The byte <paramref name="offset"/> after <paramref name="start"/>, to read from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly byte From(ref readonly byte start, int offset) => ref Unsafe.Add(ref Unsafe.AsRef(in start), offset);

    /// <summary>The memory of a local value, byte by byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte Memory<T>(ref T value)
        where T : struct => ref Unsafe.As<T, byte>(ref value);

    /// <summary>Bytes from the start of a value to one of its fields.</summary>
    public static nint Offset<T, TField>(ref readonly T value, ref readonly TField field)
        where T : struct => Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value)), ref Unsafe.As<TField, byte>(ref Unsafe.AsRef(in field)));

    /// <summary>Refuses to run: the runtime placed the fields of <typeparamref name="T"/> elsewhere than the format has them.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void ThrowMisplaced<T>() => throw new InvalidOperationException(
        $"The struct {typeof(T)} is laid out differently by this runtime than it was for the build: {Unsafe.SizeOf<T>()} bytes here. Build both with the same target, or make the type a class.");
}
