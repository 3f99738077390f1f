using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Adds a constructor without parameters for reading, where no constructor fits. It hands defaults to a primary one that can do with them.</summary>
internal sealed class AddConstructor : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not (ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword })
            || place.Node is not TypeDeclarationSyntax { OpenBraceToken.RawKind: not 0 } declaration
            || place.TypeOf(declaration) is not { } type
            || type.InstanceConstructors.Any(each => TypeAttributes.IsConstructor(each) || each.Parameters.IsEmpty)
            || MarkConstructor.Usable(type).Any())
        {
            return [];
        }

        IMethodSymbol? primary = type.InstanceConstructors.FirstOrDefault(each => Edits.Declarations<TypeDeclarationSyntax>(each).Any());
        bool canCall = primary is not null
            ? primary.Parameters.All(CanBeDefault)
            : type.BaseType?.InstanceConstructors.Any(each => each.Parameters.IsEmpty && place.Model.Compilation.IsSymbolAccessibleWithin(each, type)) == true;
        return canCall ? [new("Add a constructor without parameters", "add", Edits.Replace(place, declaration, before => Add(before, primary)))] : [];
    }

    private static TypeDeclarationSyntax Add(TypeDeclarationSyntax declaration, IMethodSymbol? primary)
    {
        int at = declaration.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        string call = primary is null ? string.Empty : $"\n    : this({string.Join(", ", primary.Parameters.Select(_ => "default"))})";
        string text = $"[global::Rpc.CodecConstructor]\ninternal {declaration.Identifier}(){call}\n{{\n}}";
        SyntaxTrivia newLine = Layout.NewLine(declaration);
        MemberDeclarationSyntax added = declaration.Members.Count > 0
            ? Layout.Member(text, declaration.Members[0])
            : Layout.Member(text, declaration).WithAdditionalAnnotations(Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);
        added = at > 0 ? added.WithLeadingTrivia(added.GetLeadingTrivia().Insert(0, newLine)) : added;
        added = at < declaration.Members.Count && !StartsWithBlankLine(declaration.Members[at]) ? added.WithTrailingTrivia(newLine, newLine) : added;
        return declaration.WithMembers(declaration.Members.Insert(at, added));
    }

    private static bool StartsWithBlankLine(MemberDeclarationSyntax member) => member.GetLeadingTrivia() is { Count: > 0 } leading && leading[0].IsKind(SyntaxKind.EndOfLineTrivia);

    // What stands in the type may use the parameter, and does not expect null.
    private static bool CanBeDefault(IParameterSymbol parameter) => parameter.Type is { IsValueType: true } or { NullableAnnotation: NullableAnnotation.Annotated };
}
