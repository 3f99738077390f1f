using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a List.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ListMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => new List<T>(items);
}
