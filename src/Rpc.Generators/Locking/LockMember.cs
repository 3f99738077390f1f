namespace Rpc.Generators.Locking;

/// <summary>A line of a type: a member that travels, a field, a number of an enum, a case of a union.</summary>
/// <param name="Name">The member's name; for a case its tag.</param>
/// <param name="Value">What it is; for an enum the number.</param>
/// <param name="IsRequired">Whether a value that comes without it is refused.</param>
internal sealed record LockMember(string Name, LockValue Value, bool IsRequired = false);
