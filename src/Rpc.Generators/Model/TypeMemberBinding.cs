namespace Rpc.Generators.Model;

/// <summary>How a read value gets into its object.</summary>
internal enum TypeMemberBinding
{
    /// <summary>A plain assignment.</summary>
    Setter,

    /// <summary>Only in the object initializer.</summary>
    Initializer,

    /// <summary>Through the constructor.</summary>
    Constructor,

    /// <summary>Through an accessor for a setter or field that C# does not reach.</summary>
    Accessor,

    /// <summary>Nowhere: it is read and dropped, as MemoryPack does with computed properties.</summary>
    None,
}
