using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A Uri as its original text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriCodec : ICodec<Uri?>
{
    /// <inheritdoc/>
    public static int MinimumSize => StringCodec.MinimumSize;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Uri? value) => StringCodec.Write(ref writer, value?.OriginalString);

    /// <inheritdoc/>
    public static Uri? Read(ref RpcReader reader) => Parse(StringCodec.Read(ref reader));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Uri? value) => StringCodec.WriteJson(ref writer, value?.OriginalString);

    /// <inheritdoc/>
    public static Uri? ReadJson(ref RpcJsonReader reader) => Parse(StringCodec.ReadJson(ref reader));

    private static Uri? Parse(string? text) => text is null
        ? null
        : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? uri) ? uri : throw CodecErrors.Undecodable("A Uri is malformed.");
}
