namespace Rpc.Calls;

/// <summary>What the contract says of a method.</summary>
[Flags]
public enum MethodTraits
{
    /// <summary>A call with one reply.</summary>
    None = 0,

    /// <summary>No reply is sent.</summary>
    OneWay = 1,

    /// <summary>May be repeated.</summary>
    Idempotent = 2,

    /// <summary>The reply is a stream of items.</summary>
    ServerStream = 4,

    /// <summary>The interface declares it as a property accessor.</summary>
    Property = 8,

    /// <summary>An argument is a stream of items, or a body of bytes.</summary>
    ClientStream = 16,

    /// <summary>An argument hears of progress while the call runs.</summary>
    Progress = 32,
}
