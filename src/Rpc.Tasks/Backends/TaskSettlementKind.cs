namespace Rpc.Tasks.Backends;

/// <summary>How an attempt has ended.</summary>
public enum TaskSettlementKind
{
    /// <summary>With a result.</summary>
    Succeeded = 0,

    /// <summary>With an exception, or it ran too long.</summary>
    Failed = 1,

    /// <summary>Its arguments cannot be read.</summary>
    Undecodable = 2,

    /// <summary>It was cancelled.</summary>
    Cancelled = 3,

    /// <summary>It was given back: the attempt does not count.</summary>
    Released = 4,
}
