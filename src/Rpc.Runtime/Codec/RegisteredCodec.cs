using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>The codec that another assembly wrote for its own type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RegisteredCodec<T> : ICodec<T>
{
    private static ValueCodec<T>? s_codec;

    /// <inheritdoc/>
    public static int MinimumSize => 1;

    private static ValueCodec<T> Codec => s_codec ??= CodecRegistry.Find<T>() ?? throw new InvalidOperationException(
        $"The assembly of {typeof(T)} said at build time that it has the codec of the type, and now it registers none. Build both again.");

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T value) => Codec.Write(ref writer, value);

    /// <inheritdoc/>
    public static T Read(ref RpcReader reader) => Codec.Read(ref reader);

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T value) => Codec.WriteJson(ref writer, value);

    /// <inheritdoc/>
    public static T ReadJson(ref RpcJsonReader reader) => Codec.ReadJson(ref reader);
}
