using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a Collection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CollectionMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => new Collection<T>([.. items]);
}
