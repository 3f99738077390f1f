using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Writes the type that travels in the place of its next relative that does not: <c>long</c> for <c>nint</c>, <c>Memory&lt;T&gt;</c> for <c>Span&lt;T&gt;</c>, a key that cannot be null.</summary>
internal sealed class ReplaceType : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not TypeSyntax syntax || place.Model.GetTypeInfo(syntax).Type is not { } type)
        {
            return [];
        }

        string? better = type.SpecialType switch
        {
            SpecialType.System_IntPtr => "long",
            SpecialType.System_UIntPtr => "ulong",
            _ when ContractSymbols.Is(type, "System", "Span", 1) => $"global::System.Memory<{Argument(type)}>",
            _ when ContractSymbols.Is(type, "System", "ReadOnlySpan", 1) => $"global::System.ReadOnlyMemory<{Argument(type)}>",
            _ => null,
        };
        if (better is not null)
        {
            return [new($"Use '{better.Replace("global::System.", string.Empty)}'", "replace", Edits.Replace(place, syntax, before => Layout.Type(better, before)))];
        }

        // Only a dictionary is refused as a whole for what its arguments are.
        return syntax.DescendantNodesAndSelf() is var nodes && Key(nodes) is { } key
            ? [new($"Use '{key.ElementType}' as the key", "key", Edits.Replace(place, key, before => before.ElementType.WithTriviaFrom(before)))]
            : [];
    }

    private static string Argument(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0].ToDisplayString(ContractNames.Code);

    private static NullableTypeSyntax? Key(IEnumerable<SyntaxNode> nodes)
    {
        foreach (SyntaxNode node in nodes)
        {
            if (node is TypeArgumentListSyntax { Arguments: { Count: 2 } arguments } && arguments[0] is NullableTypeSyntax key)
            {
                return key;
            }
        }

        return null;
    }
}
