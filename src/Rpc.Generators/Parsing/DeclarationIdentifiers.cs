using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Parsing;

/// <summary>The identifiers that a file mentions, in comments of documentation too: only what it mentions can take another meaning in it.</summary>
internal static class DeclarationIdentifiers
{
    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Files = new();

    /// <summary>Those of a file; looked for once for each tree.</summary>
    public static HashSet<string> Of(SyntaxTree tree) => Files.GetValue(tree, static tree => [.. In(tree.GetRoot())]);

    /// <summary>Those of a part of one.</summary>
    public static IEnumerable<string> In(SyntaxNode part) => part.DescendantTokens(descendIntoTrivia: true)
        .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
        .Select(static token => token.ValueText);
}
