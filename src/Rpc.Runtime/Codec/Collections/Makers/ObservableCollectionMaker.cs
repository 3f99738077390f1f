using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ObservableCollection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ObservableCollectionMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static int Cost => 96;

    /// <inheritdoc/>
    public static object Make(T[] items) => new ObservableCollection<T>(items);
}
