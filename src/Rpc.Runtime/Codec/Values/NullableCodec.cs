using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>A nullable struct without references as its memory: a flag, padding, the value; all zero where there is none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NullableCodec<T, TCodec> : IFixedCodec<T?>
    where T : unmanaged
    where TCodec : struct, IFixedCodec<T>
{
    /// <inheritdoc/>
    public static int Size => Unsafe.SizeOf<T?>();

    /// <inheritdoc/>
    public static int MinimumSize => Unsafe.SizeOf<T?>();

    /// <inheritdoc/>
    public static KeyKind KeyKind => TCodec.KeyKind;

    private static int Offset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            T? empty = null;
            return (int)Unsafe.ByteOffset(ref Unsafe.As<T?, byte>(ref empty), ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in Nullable.GetValueRefOrDefaultRef(in empty))));
        }
    }

    /// <inheritdoc/>
    public static int KeyHash(T? value) => value is { } there ? TCodec.KeyHash(there) : 0;

    /// <inheritdoc/>
    public static void WriteTo(ref byte destination, T? value)
    {
        Unsafe.InitBlockUnaligned(ref destination, 0, (uint)Size);
        if (value is { } there)
        {
            destination = 1;
            TCodec.WriteTo(ref Unsafe.Add(ref destination, Offset), there);
        }
    }

    /// <inheritdoc/>
    public static T? ReadFrom(ref readonly byte source) => source switch
    {
        0 => null,
        1 => TCodec.ReadFrom(in Wire.From(in source, Offset)),
        _ => throw CodecErrors.Undecodable($"{source} is no flag of a nullable: 0 and 1 are."),
    };

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T? value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static T? Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T? value)
    {
        if (value is { } there)
        {
            TCodec.WriteJson(ref writer, there);
        }
        else
        {
            writer.Output.WriteNullValue();
        }
    }

    /// <inheritdoc/>
    public static T? ReadJson(ref RpcJsonReader reader) => reader.ReadNull() ? null : TCodec.ReadJson(ref reader);
}
