namespace Rpc.Naming;

/// <summary>Which names are meant, and which of their instances. All conditions that are given must hold; a filter without conditions means every name.</summary>
/// <param name="Prefix">How the name begins: literally and case-sensitively, an underscore is an underscore.</param>
/// <param name="Glob">A pattern over the whole name: <c>*</c> is any run of characters, <c>?</c> any one, the rest is literal.</param>
/// <param name="AllTags">Only instances that have every one of these tags, at most 64; null or empty for no condition.</param>
/// <param name="AnyTags">Only instances that have at least one of these tags, at most 64; null or empty for no condition.</param>
public sealed record NameFilter(string? Prefix = null, string? Glob = null, IReadOnlyList<string>? AllTags = null, IReadOnlyList<string>? AnyTags = null);
