using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.Parsing;

/// <summary>Finds where a type that cannot travel is written: as an argument of a generic type, as an element of a tuple, in a member of another type.</summary>
internal static class TypePlaces
{
    /// <summary>Where the first of the types is written that is, at its own place or at one further out.</summary>
    /// <param name="compilation">What is compiled.</param>
    /// <param name="uses">The type in question, the type that holds it, and so on outwards, each with the place where it is used.</param>
    public static Location? Of(Compilation compilation, IReadOnlyList<(ITypeSymbol Type, Location? Place)> uses)
    {
        for (int i = 0; i < uses.Count; i++)
        {
            if (uses.Skip(i).Select(use => Written(compilation, uses[i].Type, use.Place)).FirstOrDefault(found => found is not null) is { } place)
            {
                return place;
            }
        }

        return uses[0].Place;
    }

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
