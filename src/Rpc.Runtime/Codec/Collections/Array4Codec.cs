using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Rpc.Codec;

/// <summary>An array of 4 dimensions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1814", Justification = "The type that is written and read.")]
public readonly struct Array4Codec<T, TCodec> : ICodec<T[,,,]?>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T[,,,]? value) => Grids.Write<T, TCodec>(ref writer, value, 4);

    /// <inheritdoc/>
    public static T[,,,]? Read(ref RpcReader reader)
    {
        Span<int> lengths = stackalloc int[4];
        return Grids.Read<T, TCodec>(ref reader, lengths) is { } items ? Grids.Filled(new T[lengths[0], lengths[1], lengths[2], lengths[3]], items) : null;
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T[,,,]? value) => Grids.WriteJson<T, TCodec>(ref writer, value, 4);

    /// <inheritdoc/>
    public static T[,,,]? ReadJson(ref RpcJsonReader reader)
    {
        Span<int> lengths = stackalloc int[4];
        return Grids.ReadJson<T, TCodec>(ref reader, lengths) is { } items ? Grids.Filled(new T[lengths[0], lengths[1], lengths[2], lengths[3]], items) : null;
    }
}
