namespace Rpc.Generators.Model;

/// <summary>A constructor's parameter: the member that it is bound to (-1: none), and the C# expression of its default, if it has one.</summary>
internal sealed record TypeParameter(int Member, string? Default);
