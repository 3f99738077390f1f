using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>How keys of a type that come from the wire are kept from colliding on purpose.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum KeyKind
{
    /// <summary>Nothing is known: at most 4,096 entries, unless a comparer was registered with <see cref="KeyComparers"/>.</summary>
    Other = 0,

    /// <summary>Above 64 entries the collection uses a comparer with a secret of this process.</summary>
    Keyed = 1,

    /// <summary>The type's own hash is already random per process (strings).</summary>
    Randomized = 2,
}
