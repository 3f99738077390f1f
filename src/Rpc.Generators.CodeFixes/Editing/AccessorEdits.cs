using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>Adds accessors.</summary>
internal static class AccessorEdits
{
    /// <summary>The property with an accessor behind its getter.</summary>
    public static PropertyDeclarationSyntax Add(PropertyDeclarationSyntax property, AccessorDeclarationSyntax getter, SyntaxKind kind)
    {
        AccessorDeclarationSyntax added = SyntaxFactory.AccessorDeclaration(kind)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(getter.GetLeadingTrivia())
            .WithTrailingTrivia(getter.GetTrailingTrivia());
        return property.WithAccessorList(property.AccessorList!.WithAccessors(property.AccessorList.Accessors.Insert(property.AccessorList.Accessors.IndexOf(getter) + 1, added)));
    }
}
