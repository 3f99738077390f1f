namespace Rpc.Generators.Benchmarks.Sources;

/// <summary>Where the key is struck.</summary>
internal enum EditKind
{
    /// <summary>In the body of a method of a file without contracts.</summary>
    Body,

    /// <summary>In the name of a field of a file without contracts.</summary>
    Declaration,

    /// <summary>In one of the contracts.</summary>
    Contract,

    /// <summary>In the name of a type: any other file might mean it.</summary>
    Name,
}
