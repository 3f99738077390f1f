namespace Rpc.Generators.Model;

/// <summary>What a type is to the codec.</summary>
internal enum TypeCategory
{
    /// <summary>A value whose codec the runtime has: numbers, text, times, enums.</summary>
    Value,

    /// <summary>Elements of other types, by a codec of the runtime: arrays, lists, dictionaries, nullables, key-value pairs with references.</summary>
    Collection,

    /// <summary>A class or struct with a member list, behind a member count.</summary>
    Object,

    /// <summary>A struct without references, tuples and key-value pairs too, whose bytes are its memory.</summary>
    Layout,

    /// <summary>A value tuple with references, its items one after another; or a <see cref="System.Tuple"/>, the same behind a member count.</summary>
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
