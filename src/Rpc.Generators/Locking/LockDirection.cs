namespace Rpc.Generators.Locking;

/// <summary>Which way a value travels, seen from the server.</summary>
internal enum LockDirection
{
    /// <summary>A parameter: the caller decides what it sends.</summary>
    In,

    /// <summary>A result.</summary>
    Out,

    /// <summary>A member, which may go either way.</summary>
    Both,
}
