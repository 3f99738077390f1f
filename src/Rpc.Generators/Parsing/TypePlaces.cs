using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>Finds where a type that cannot travel is written: as an argument of a generic type, as an element of a tuple, in a member of another type.</summary>
internal static class TypePlaces
{
    /// <summary>The first place, from the innermost, at which the type is written; the innermost where none is.</summary>
    public static Location? Of(Compilation compilation, ITypeSymbol type, IReadOnlyList<Location?> places) =>
        places.Select(place => Written(compilation, type, place)).FirstOrDefault(found => found is not null) ?? places[0];

    private static Location? Written(Compilation compilation, ITypeSymbol type, Location? place)
    {
        if (place?.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree) || Around(tree.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true)) is not { } around)
        {
            return null;
        }

        SemanticModel model = compilation.GetSemanticModel(tree);
        return around.DescendantNodesAndSelf().OfType<TypeSyntax>()
            .FirstOrDefault(written => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(written).Type, type))?.GetLocation();
    }

    // The types that are written with a declaration, not those of its members.
    private static SyntaxNode? Around(SyntaxNode node) => node switch
    {
        TypeSyntax or AttributeSyntax or BaseTypeSyntax => node,
        ParameterSyntax parameter => parameter.Type,
        BasePropertyDeclarationSyntax property => property.Type,
        MethodDeclarationSyntax method => method.ReturnType,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } => variables.Type,
        _ => null,
    };
}
