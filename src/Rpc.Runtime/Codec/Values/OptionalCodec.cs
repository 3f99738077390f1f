using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A nullable struct with references: a null object, or an object of one member, the value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OptionalCodec<T, TCodec> : ICodec<T?>
    where T : struct
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static KeyKind KeyKind => TCodec.KeyKind;

    /// <inheritdoc/>
    public static int KeyHash(T? value) => value is { } there ? TCodec.KeyHash(there) : 0;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T? value)
    {
        if (value is { } there)
        {
            writer.WriteHeader(1);
            TCodec.Write(ref writer, there);
        }
        else
        {
            writer.WriteNull();
        }
    }

    /// <inheritdoc/>
    public static T? Read(ref RpcReader reader) => reader.ReadHeader() switch
    {
        -1 => null,
        1 => TCodec.Read(ref reader),
        var other => throw CodecErrors.Undecodable($"{other} is no flag of a nullable: null and 1 are."),
    };

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
