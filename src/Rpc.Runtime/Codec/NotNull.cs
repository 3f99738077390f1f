using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>The codec of a reference type where null does not travel: elements of collections, results of methods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NotNull<T, TCodec> : ICodec<T>
    where T : class
    where TCodec : struct, ICodec<T?>
{
    /// <inheritdoc/>
    public static int MinimumSize => TCodec.MinimumSize;

    /// <inheritdoc/>
    public static KeyKind KeyKind => TCodec.KeyKind;

    /// <inheritdoc/>
    public static int KeyHash(T value) => TCodec.KeyHash(value);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T value) => TCodec.Write(ref writer, value ?? throw Null(writer.Member));

    /// <inheritdoc/>
    public static T Read(ref RpcReader reader) => TCodec.Read(ref reader) ?? throw Null(reader.Member);

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T value) => TCodec.WriteJson(ref writer, value ?? throw Null(writer.Member));

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader) => TCodec.ReadJson(ref reader) ?? throw Null(reader.Member);

    private static RpcException Null(string? member) => CodecErrors.NullMember(member is null ? $"A value of type {typeof(T)}" : $"An element of {member}");
}
