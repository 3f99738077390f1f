using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>An immutable array; a default one as null.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableArrayCodec<T, TCodec> : ICodec<ImmutableArray<T>>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, ImmutableArray<T> value) => ArrayCodec<T, TCodec>.Write(ref writer, ImmutableCollectionsMarshal.AsArray(value));

    /// <inheritdoc/>
    public static ImmutableArray<T> Read(ref RpcReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(ArrayCodec<T, TCodec>.Read(ref reader));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, ImmutableArray<T> value) => ArrayCodec<T, TCodec>.WriteJson(ref writer, ImmutableCollectionsMarshal.AsArray(value));

    /// <inheritdoc/>
    public static ImmutableArray<T> ReadJson(ref RpcJsonReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(ArrayCodec<T, TCodec>.ReadJson(ref reader));
}
