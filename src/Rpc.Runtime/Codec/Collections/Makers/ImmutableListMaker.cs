using System.Collections.Immutable;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ImmutableList.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableListMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => ImmutableList.Create(items);
}
