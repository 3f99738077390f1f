using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Parsing;

/// <summary>A file that something was read from: what it declares, and the names that it mentions, in comments of documentation too. Holds text only.</summary>
internal sealed class DeclarationSource
{
    private const string Attribute = nameof(Attribute);

    private static readonly ConditionalWeakTable<SyntaxTree, DeclarationSource> Sources = new();

    private readonly HashSet<string> _identifiers;

    private DeclarationSource(SyntaxTree tree)
    {
        Declarations = DeclarationFile.Of(tree).Declarations;
        _identifiers = [.. Identifiers(tree.GetRoot())];
    }

    /// <inheritdoc cref="DeclarationFile.Declarations"/>
    public string Declarations { get; }

    /// <summary>The file of a tree; looked at once for each.</summary>
    public static DeclarationSource Of(SyntaxTree tree) => Sources.GetValue(tree, static tree => new(tree));

    /// <summary>Whether a declaration of that name can mean something here: <c>[Late]</c> is <c>LateAttribute</c>, and the factories of <c>IShop</c> ask for a neighbour <c>Shop</c>.</summary>
    public bool Mentions(string name) => _identifiers.Contains(name) || _identifiers.Contains("I" + name)
        || (name.EndsWith(Attribute, StringComparison.Ordinal) && _identifiers.Contains(name.Substring(0, name.Length - Attribute.Length)));

    /// <summary>The names that a part of a file mentions.</summary>
    public static IEnumerable<string> Identifiers(SyntaxNode part) => part.DescendantTokens(descendIntoTrivia: true)
        .Where(static token => token.IsKind(SyntaxKind.IdentifierToken))
        .Select(static token => token.ValueText);
}
