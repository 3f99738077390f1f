using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Declares <c>set</c> for <c>init</c>.</summary>
internal sealed class InitToSet : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        place.Node is PropertyDeclarationSyntax { AccessorList: { } accessors } && accessors.Accessors.FirstOrDefault(each => each.IsKind(SyntaxKind.InitAccessorDeclaration)) is { } init
            ? [new("Declare set", "set", Edits.Replace(place, init, Set))]
            : [];

    private static AccessorDeclarationSyntax Set(AccessorDeclarationSyntax init) => SyntaxFactory.AccessorDeclaration(
        SyntaxKind.SetAccessorDeclaration,
        init.AttributeLists,
        init.Modifiers,
        SyntaxFactory.Token(SyntaxKind.SetKeyword).WithTriviaFrom(init.Keyword),
        init.Body,
        init.ExpressionBody,
        init.SemicolonToken);
}
