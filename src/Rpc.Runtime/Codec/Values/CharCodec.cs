using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Rpc.Codec;

/// <summary>A UTF-16 code unit. In JSON a string of one character; a lone surrogate its number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharCodec : IFixedCodec<char>
{
    /// <inheritdoc/>
    public static int Size => sizeof(char);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(char);

    /// <inheritdoc/>
    public static bool IsBlittable => true;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(char value) => KeyHashing.Of(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, char value) => Unsafe.WriteUnaligned(ref destination, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char ReadFrom(ref readonly byte source) => Unsafe.ReadUnaligned<char>(in source);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, char value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static char Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, char value)
    {
        if (char.IsSurrogate(value))
        {
            writer.Output.WriteNumberValue(value);
        }
        else
        {
            writer.Output.WriteStringValue([value]);
        }
    }

    /// <inheritdoc/>
    public static char ReadJson(ref RpcJsonReader reader) => reader.Read() switch
    {
        JsonTokenType.Number when reader.Input.TryGetUInt16(out ushort unit) => (char)unit,
        JsonTokenType.String when reader.Text() is [var only] => only,
        _ => throw CodecErrors.Undecodable("Expected a string of one character."),
    };
}
