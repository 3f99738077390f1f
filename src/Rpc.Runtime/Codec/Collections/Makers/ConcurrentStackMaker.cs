using System.Collections.Concurrent;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a ConcurrentStack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentStackMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static bool IsReversed => true;

    /// <inheritdoc/>
    public static object Make(T[] items) => new ConcurrentStack<T>(items);
}
