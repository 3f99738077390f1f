using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Lists every class of the project that is one of an abstract type with <c>[Union]</c>, in the order of the source.</summary>
internal sealed class ListCases : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        INamedTypeSymbol? union = place.Node is TypeDeclarationSyntax here
            ? place.TypeOf(here)
            : place.Node is TypeSyntax syntax ? place.Model.GetTypeInfo(syntax).Type as INamedTypeSymbol : null;
        if (union is not ({ IsAbstract: true, TypeKind: TypeKind.Class } or { TypeKind: TypeKind.Interface })
            || union.Arity != 0
            || Edits.Declarations<TypeDeclarationSyntax>(union).FirstOrDefault() is not { } declaration)
        {
            return [];
        }

        string[] cases = [.. Cases(place.Model.Compilation, union).Select(Attribute)];
        return cases.Length == 0 ? [] : [new($"List the classes that are a '{union.Name}'", "union", cancellationToken => Edits.ReplaceAllAsync(
            place.Solution, [declaration], (_, each) => AttributeEdits.Add(each, cases), cancellationToken))];
    }

    private static string Attribute(INamedTypeSymbol type, int tag) =>
        $"global::Rpc.Union({tag.ToString(CultureInfo.InvariantCulture)}, typeof({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}))";

    private static IEnumerable<INamedTypeSymbol> Cases(Compilation compilation, INamedTypeSymbol union)
    {
        List<SyntaxTree> files = [.. compilation.SyntaxTrees];
        return DeclaredTypes.All(compilation)
            .Where(type => type is { TypeKind: TypeKind.Class, IsAbstract: false, IsFileLocal: false, Arity: 0 } && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            .Where(type => compilation.ClassifyCommonConversion(type, union).IsImplicit && !ContractSymbols.Has(type, "System.CodeDom.Compiler", "GeneratedCodeAttribute"))
            .OrderBy(type => files.IndexOf(type.Locations[0].SourceTree!))
            .ThenBy(type => type.Locations[0].SourceSpan.Start);
    }
}
