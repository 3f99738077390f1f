using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a ReadOnlyObservableCollection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyObservableCollectionMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static int Cost => 256;

    /// <inheritdoc/>
    public static object Make(T[] items) => new ReadOnlyObservableCollection<T>(new ObservableCollection<T>(items));
}
