namespace Rpc.Naming;

/// <summary>Which names are meant. All conditions that are given must hold; a filter without conditions means every name.</summary>
/// <param name="Prefix">How the name begins: literally and case-sensitively, an underscore is an underscore.</param>
/// <param name="Glob">A pattern over the whole name: <c>*</c> is any run of characters, <c>?</c> any one, the rest is literal.</param>
public sealed record NameFilter(string? Prefix = null, string? Glob = null);
