namespace Rpc.Codec;

/// <summary>The kinds of <see cref="Shape"/>.</summary>
internal enum ShapeKind
{
    /// <summary>A number of bytes.</summary>
    Fixed,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A reference to a live object.</summary>
    Reference,

    /// <summary>Elements behind their number.</summary>
    List,

    /// <summary>Items one after another.</summary>
    Tuple,

    /// <summary>A flag, then perhaps a value.</summary>
    Optional,

    /// <summary>Members behind their number.</summary>
    Object,

    /// <summary>A tag, then its case.</summary>
    Union,

    /// <summary>The shape of another type of the table.</summary>
    Named,

    /// <summary>Bytes that only their codec knows the length of.</summary>
    Opaque,
}
