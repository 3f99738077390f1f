namespace Rpc.Generators.Model;

/// <summary>What a type is to the codec.</summary>
internal enum TypeCategory
{
    /// <summary>A value whose codec the runtime has: numbers, text, times, enums.</summary>
    Value,

    /// <summary>Elements of other types: arrays, lists, dictionaries, nullables.</summary>
    Collection,

    /// <summary>A class or struct with a member list, behind a member count.</summary>
    Object,

    /// <summary>A struct without references, whose bytes are its memory.</summary>
    Layout,

    /// <summary>A value tuple or key-value pair with references: its items one after another.</summary>
    Tuple,

    /// <summary>One of several listed types, behind a tag.</summary>
    Union,

    /// <summary>By a codec or surrogate of the user's.</summary>
    Custom,

    /// <summary>Written by MemoryPack itself.</summary>
    MemoryPack,

    /// <summary>A <c>[Remote]</c> interface: a reference to a live object.</summary>
    Reference,

    /// <summary>A stream, a body or a receiver of progress: what travels in its place is whether there is one.</summary>
    Flow,
}
