using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Gives a second case of one tag the next free tag; takes away a case that does not belong; makes a class that lists cases abstract.</summary>
internal sealed class MendCase : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => place.Node switch
    {
        ClassDeclarationSyntax or RecordDeclarationSyntax =>
            [new("Make it abstract", "abstract", Edits.Replace(place, (MemberDeclarationSyntax)place.Node, type => ModifierEdits.With(type, SyntaxKind.AbstractKeyword)))],
        AttributeSyntax { Parent.Parent: TypeDeclarationSyntax type } attribute when place.TypeOf(type) is { } union => [Case(place, type, attribute, union)],
        _ => [],
    };

    private static RepairOffer Case(RepairPlace place, TypeDeclarationSyntax type, AttributeSyntax attribute, INamedTypeSymbol union)
    {
        AttributeData[] all = TypeAttributes.Unions(union);
        int own = System.Array.FindIndex(all, each => each.ApplicationSyntaxReference?.Span == attribute.Span && each.ApplicationSyntaxReference.SyntaxTree == attribute.SyntaxTree);
        int? tag = own < 0 ? null : Tag(all[own]);
        if (tag is null || !all.Where((each, i) => i < own && Tag(each) == tag).Any() || attribute.ArgumentList is not { Arguments.Count: > 0 } arguments)
        {
            return new("Remove the case", "remove", Edits.Replace(place, type, before => AttributeEdits.Remove(before, attribute)));
        }

        string free = (all.Max(Tag)!.Value + 1).ToString(CultureInfo.InvariantCulture);
        return new($"Give it the tag {free}", "renumber", Edits.Replace(place, arguments.Arguments[0].Expression, before => SyntaxFactory.ParseExpression(free).WithTriviaFrom(before)));
    }

    private static int? Tag(AttributeData attribute) =>
        attribute.ConstructorArguments is { Length: > 0 } arguments && arguments[0].Value is { } tag ? System.Convert.ToInt32(tag, CultureInfo.InvariantCulture) : null;
}
