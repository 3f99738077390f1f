using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a Stack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StackMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static bool IsReversed => true;

    /// <inheritdoc/>
    public static object Make(T[] items) => new Stack<T>(items);
}
