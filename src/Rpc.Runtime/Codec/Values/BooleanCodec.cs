using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Rpc.Codec;

/// <summary>One byte, 0 or 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanCodec : IFixedCodec<bool>
{
    /// <inheritdoc/>
    public static int Size => 1;

    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Keyed;

    /// <inheritdoc/>
    public static int KeyHash(bool value) => KeyHashing.Of(value ? 1UL : 0UL);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteTo(ref byte destination, bool value) => destination = value ? (byte)1 : (byte)0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ReadFrom(ref readonly byte source)
    {
        if (source > 1)
        {
            CodecErrors.ThrowFormat($"{source} is not a bool: 0 and 1 are.");
        }

        return source != 0;
    }

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, bool value) => WriteTo(ref writer.Reserve(1), value);

    /// <inheritdoc/>
    public static bool Read(ref RpcReader reader) => ReadFrom(in reader.Take(1));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, bool value) => writer.Output.WriteBooleanValue(value);

    /// <inheritdoc/>
    public static bool ReadJson(ref RpcJsonReader reader) => reader.Read() switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        var other => throw CodecErrors.Undecodable($"Expected true or false, found {other}."),
    };
}
