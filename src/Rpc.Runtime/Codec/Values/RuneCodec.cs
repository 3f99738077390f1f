using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rpc.Codec;

/// <summary>A Unicode scalar value in 4 bytes. In JSON a string of it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RuneCodec : IFixedCodec<Rune>
{
    /// <inheritdoc/>
    public static int Size => sizeof(int);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(Rune value) => KeyHashing.Of((ulong)value.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, Rune value) => Unsafe.WriteUnaligned(ref destination, value.Value);

    /// <inheritdoc/>
    public static Rune ReadFrom(ref readonly byte source) =>
        Rune.TryCreate(Unsafe.ReadUnaligned<int>(in source), out Rune rune) ? rune : throw CodecErrors.Undecodable("A Rune is no Unicode scalar value.");

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Rune value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static Rune Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Rune value) => JsonText.Write(ref writer, value);

    /// <inheritdoc/>
    public static Rune ReadJson(ref RpcJsonReader reader)
    {
        string text = JsonText.Read(ref reader, "a character");
        return text.Length > 0 && Rune.TryGetRuneAt(text, 0, out Rune rune) && rune.Utf16SequenceLength == text.Length ? rune : throw CodecErrors.Undecodable("A Rune is not one character.");
    }
}
