using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A class whose codec knows no null: a null object, or an object of one member, the value. In JSON null, or the value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PresentCodec<T, TCodec> : ICodec<T?>
    where T : class
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static KeyKind KeyKind => TCodec.KeyKind;

    /// <inheritdoc/>
    public static int KeyHash(T? value) => value is null ? 0 : TCodec.KeyHash(value);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.WriteHeader(1);
        writer.Enter();
        TCodec.Write(ref writer, value);
        writer.Leave();
    }

    /// <inheritdoc/>
    public static T? Read(ref RpcReader reader)
    {
        int count = reader.ReadHeader();
        if (count < 0)
        {
            return null;
        }

        if (count != 1)
        {
            CodecErrors.ThrowFormat($"A {typeof(T)} has one member, not {count}.");
        }

        reader.Enter(0);
        T value = TCodec.Read(ref reader);
        reader.Leave();
        return value;
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
        }
        else
        {
            TCodec.WriteJson(ref writer, value);
        }
    }

    /// <inheritdoc/>
    public static T? ReadJson(ref RpcJsonReader reader) => reader.ReadNull() ? null : TCodec.ReadJson(ref reader);
}
