using System.Collections.Immutable;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ImmutableQueue.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableQueueMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => ImmutableQueue.Create(items);
}
