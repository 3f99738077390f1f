using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Gives a property an <c>init</c>, or makes the setter that it has internal; lets a field be written.</summary>
internal sealed class MakeSettable : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => MemberSyntax.Of(place.Node) switch
    {
        PropertyDeclarationSyntax { AccessorList.Accessors: { Count: 1 } accessors } property =>
            [new("Add init", "init", Edits.Replace(place, property, before => AccessorEdits.Add(before, accessors[0], SyntaxKind.InitAccessorDeclaration)))],
        PropertyDeclarationSyntax { AccessorList: { } accessors } when accessors.Accessors.FirstOrDefault(IsHidden) is { } setter =>
            [new("Make the setter internal", "internal", Edits.Replace(place, setter, Open))],
        FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) =>
            [new("Let the field be written", "write", Edits.Replace(place, field, before => ModifierEdits.Without(before, SyntaxKind.ReadOnlyKeyword)))],
        _ => [],
    };

    private static bool IsHidden(AccessorDeclarationSyntax accessor) => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && accessor.Modifiers.Count > 0;

    private static AccessorDeclarationSyntax Open(AccessorDeclarationSyntax setter) => setter.WithModifiers(SyntaxFactory.TokenList(
        SyntaxFactory.Token(setter.Modifiers[0].LeadingTrivia, SyntaxKind.InternalKeyword, setter.Modifiers.Last().TrailingTrivia)));
}
