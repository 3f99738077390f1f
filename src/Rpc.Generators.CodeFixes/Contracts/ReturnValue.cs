using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Returns the value instead of a reference to it; a property that could be written through its reference gets a setter.</summary>
internal sealed class ReturnValue : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => place.Node switch
    {
        MethodDeclarationSyntax { ReturnType: RefTypeSyntax type } method => [Offer(place, method, method.WithReturnType(Value(type)))],
        PropertyDeclarationSyntax { Type: RefTypeSyntax type } property => [Offer(place, property, Settable(property, type).WithType(Value(type)))],
        _ => [],
    };

    private static RepairOffer Offer(RepairPlace place, SyntaxNode before, SyntaxNode after) => new("Return the value", "value", Edits.Replace(place, before, _ => after));

    private static TypeSyntax Value(RefTypeSyntax type) => type.Type.WithLeadingTrivia(type.GetLeadingTrivia());

    private static PropertyDeclarationSyntax Settable(PropertyDeclarationSyntax property, RefTypeSyntax type) =>
        type.ReadOnlyKeyword.RawKind == 0 && property.AccessorList is { Accessors: { Count: 1 } accessors } && accessors[0] is { Body: null, ExpressionBody: null }
            ? AccessorEdits.Add(property, accessors[0], SyntaxKind.SetAccessorDeclaration)
            : property;
}
