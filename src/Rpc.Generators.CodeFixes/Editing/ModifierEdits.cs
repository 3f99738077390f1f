using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>Changes modifiers and leaves the layout around them alone.</summary>
internal static class ModifierEdits
{
    private static readonly SyntaxKind[] Access =
        [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.FileKeyword];

    /// <summary>The declaration without the modifiers named.</summary>
    public static MemberDeclarationSyntax Without(MemberDeclarationSyntax declaration, params SyntaxKind[] kinds) =>
        Set(declaration, declaration.Modifiers.Select(token => token.Kind()).Where(kind => !kinds.Contains(kind)));

    /// <summary>The declaration with this accessibility in the place of its own; with none, what its container gives it.</summary>
    public static MemberDeclarationSyntax WithAccess(MemberDeclarationSyntax declaration, params SyntaxKind[] access) =>
        Set(declaration, access.Concat(declaration.Modifiers.Select(token => token.Kind()).Where(kind => !Access.Contains(kind))));

    /// <summary>The declaration with one modifier more, before <c>partial</c>, which comes last.</summary>
    public static MemberDeclarationSyntax With(MemberDeclarationSyntax declaration, SyntaxKind kind)
    {
        SyntaxKind[] kinds = [.. declaration.Modifiers.Select(token => token.Kind())];
        return Set(declaration, kinds.Where(each => each != SyntaxKind.PartialKeyword).Append(kind).Concat(kinds.Where(each => each == SyntaxKind.PartialKeyword)));
    }

    private static MemberDeclarationSyntax Set(MemberDeclarationSyntax declaration, IEnumerable<SyntaxKind> kinds)
    {
        SyntaxToken next = Next(declaration);
        SyntaxTriviaList leading = (declaration.Modifiers.Count > 0 ? declaration.Modifiers[0] : next).LeadingTrivia;
        SyntaxToken[] tokens = [.. kinds.Select(kind => SyntaxFactory.Token(default, kind, SyntaxFactory.TriviaList(SyntaxFactory.Space)))];
        declaration = declaration.ReplaceToken(next, next.WithLeadingTrivia(tokens.Length == 0 ? leading : default));
        if (tokens.Length > 0)
        {
            tokens[0] = tokens[0].WithLeadingTrivia(leading);
        }

        return declaration.WithModifiers(SyntaxFactory.TokenList(tokens));
    }

    // The token behind the modifiers, or where they would stand.
    private static SyntaxToken Next(MemberDeclarationSyntax declaration) =>
        declaration.Modifiers.Count > 0 ? declaration.Modifiers.Last().GetNextToken()
        : declaration.AttributeLists.Count > 0 ? declaration.AttributeLists.Last().GetLastToken().GetNextToken()
        : declaration.GetFirstToken();
}
