using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Rpc.Codec;

/// <summary>An enum as its underlying integer; values without a name are kept, a newer peer may know them. In JSON its name, or the number where it has none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumCodec<T, TUnderlying> : IFixedCodec<T>
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
    public static int KeyHash(T value) => IntegerCodec<TUnderlying>.KeyHash(Unsafe.BitCast<T, TUnderlying>(value));

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
        if (Enum.GetName(value) is { } name)
        {
            writer.Output.WriteStringValue(name);
        }
        else
        {
            IntegerCodec<TUnderlying>.WriteJson(ref writer, Unsafe.BitCast<T, TUnderlying>(value));
        }
    }

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader)
    {
        if (reader.Read() == JsonTokenType.String)
        {
            string name = reader.Text();
            if (Enum.TryParse(name, ignoreCase: true, out T value))
            {
                return value;
            }

            throw CodecErrors.Undecodable($"'{name}' is not a value of {typeof(T)}.");
        }

        return reader.Input.TokenType == JsonTokenType.Number && TUnderlying.TryParse(reader.Input.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out TUnderlying number)
            ? Unsafe.BitCast<TUnderlying, T>(number)
            : throw CodecErrors.Undecodable($"Expected a name or number of {typeof(T)}.");
    }
}
