namespace Rpc.Fuzz.Targets;

/// <summary>What does not hold of every type.</summary>
[Flags]
internal enum TargetKind
{
    /// <summary>Everything holds.</summary>
    Exact = 0,

    /// <summary>It enumerates in another order after each way: only lengths are compared.</summary>
    Unordered = 1,

    /// <summary>Its JSON does not tell every bit: which NaN it is, which of two hours the clock showed twice, the id of a live object, the lengths of an array without elements.</summary>
    Approximate = 2,
}
