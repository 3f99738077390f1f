using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Vectors, quaternions, matrices and complex numbers: their components one after another. In JSON an array of numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ComponentsCodec<T, TComponent> : IFixedCodec<T>
    where T : unmanaged
    where TComponent : unmanaged, IBinaryFloatingPointIeee754<TComponent>
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
    public static void Write(ref RpcWriter writer, T value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static T Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T value)
    {
        writer.BeginArray();
        foreach (TComponent component in MemoryMarshal.Cast<T, TComponent>(new ReadOnlySpan<T>(in value)))
        {
            FloatCodec<TComponent>.WriteJson(ref writer, component);
        }

        writer.Output.WriteEndArray();
    }

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader)
    {
        T value = default;
        Span<TComponent> components = MemoryMarshal.Cast<T, TComponent>(new Span<T>(ref value));
        reader.BeginArray();
        for (int i = 0; i < components.Length; i++)
        {
            reader.Item();
            components[i] = FloatCodec<TComponent>.ReadJson(ref reader);
        }

        reader.EndArray();
        return value;
    }
}
