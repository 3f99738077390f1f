using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a ReadOnlyCollection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyCollectionMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => new ReadOnlyCollection<T>(items);
}
