namespace Rpc.Generators.Locking;

/// <summary>What a type is to the codec; the names are those of the file.</summary>
internal enum LockTypeKind
{
    /// <summary>A member count, then members: grows at its end.</summary>
    Object,

    /// <summary>Its memory: never changes.</summary>
    Struct,

    /// <summary>An integer, and names in JSON.</summary>
    Enum,

    /// <summary>A tag, then one of the cases.</summary>
    Union,
}
