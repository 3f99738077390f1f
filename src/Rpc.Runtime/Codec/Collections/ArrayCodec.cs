using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>An array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayCodec<T, TCodec> : ICodec<T[]?>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T[]? value)
    {
        if (value is null)
        {
            writer.WriteCount(-1);
            return;
        }

        Sequences.Write<T, TCodec>(ref writer, value);
    }

    /// <inheritdoc/>
    public static T[]? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TCodec.MinimumSize);
        return count < 0 ? null : Sequences.Read<T, TCodec>(ref reader, count);
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T[]? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        Sequences.WriteJson<T, TCodec>(ref writer, value);
    }

    /// <inheritdoc/>
    public static T[]? ReadJson(ref RpcJsonReader reader) => Sequences.ReadJson<T, TCodec>(ref reader);
}
