namespace Rpc.Scale.Running;

/// <summary>What is measured: this library, its name server, or a floor below it.</summary>
internal enum Variant
{
    Ours,

    /// <summary>Bare sockets, one pending asynchronous receive each.</summary>
    Bare,

    /// <summary>Bare blocking sockets that carry large bodies.</summary>
    Bulk,

    /// <summary>This library's name server.</summary>
    Names,
}
