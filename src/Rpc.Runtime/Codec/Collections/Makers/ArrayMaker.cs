using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ArrayMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => items;
}
