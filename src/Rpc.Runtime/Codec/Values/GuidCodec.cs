using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>A Guid as its memory. In JSON its text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidCodec : IFixedCodec<Guid>
{
    /// <inheritdoc/>
    public static int Size => 16;

    /// <inheritdoc/>
    public static int MinimumSize => 16;

    /// <inheritdoc/>
    public static bool IsBlittable => true;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(Guid value)
    {
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in value));
        return KeyHashing.Of(halves[0], halves[1]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, Guid value) => Unsafe.WriteUnaligned(ref destination, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Guid ReadFrom(ref readonly byte source) => Unsafe.ReadUnaligned<Guid>(in source);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Guid value) => WriteTo(ref writer.Reserve(Size), value);

    /// <inheritdoc/>
    public static Guid Read(ref RpcReader reader) => ReadFrom(in reader.Take(Size));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Guid value) => writer.Output.WriteStringValue(value);

    /// <inheritdoc/>
    public static Guid ReadJson(ref RpcJsonReader reader) =>
        Guid.TryParse(JsonText.Read(ref reader, "a Guid"), out Guid value) ? value : throw CodecErrors.Undecodable("A Guid is malformed.");
}
