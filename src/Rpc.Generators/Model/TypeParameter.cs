namespace Rpc.Generators.Model;

/// <summary>A constructor's parameter: the member that it is bound to (-1: none), the C# expression of its default, if it has one, and whether it is declared without null where its member may be null.</summary>
internal sealed record TypeParameter(int Member, string? Default, bool IsStricter = false);
