using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Rpc.Codec;

/// <summary>A lazy value: a null object, or an object of one member, the value, which is made to be written. In JSON an array of it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LazyCodec<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T, TCodec> : ICodec<Lazy<T>?>
    where TCodec : struct, ICodec<T>
{
    private const int LazyHeader = 48;

    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Lazy<T>? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        writer.WriteHeader(1);
        TCodec.Write(ref writer, value.Value);
    }

    /// <inheritdoc/>
    public static Lazy<T>? Read(ref RpcReader reader)
    {
        int count = reader.ReadHeader();
        if (count < 0)
        {
            return null;
        }

        if (count != 1)
        {
            CodecErrors.ThrowFormat($"A lazy value has one member, not {count}.");
        }

        reader.Charge(LazyHeader);
        return new Lazy<T>(TCodec.Read(ref reader));
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Lazy<T>? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        writer.BeginArray();
        TCodec.WriteJson(ref writer, value.Value);
        writer.Output.WriteEndArray();
    }

    /// <inheritdoc/>
    public static Lazy<T>? ReadJson(ref RpcJsonReader reader)
    {
        if (reader.ReadNull())
        {
            return null;
        }

        reader.BeginArray();
        reader.Item();
        reader.Charge(LazyHeader);
        T value = TCodec.ReadJson(ref reader);
        reader.EndArray();
        return new Lazy<T>(value);
    }
}
