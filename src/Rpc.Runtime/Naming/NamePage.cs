namespace Rpc.Naming;

/// <summary>One page of a listing, in ordinal order of the names.</summary>
/// <param name="Entries">The entries; empty at the end.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page, or null where this is the last one.</param>
public sealed record NamePage(IReadOnlyList<NameEntry> Entries, string? Next);
