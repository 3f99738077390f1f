using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Nullable annotations of code that says nothing about null: such a type counts as nullable, except where a generic type forbids that.</summary>
internal static class TypeAnnotations
{
    /// <summary>The type with its unannotated arguments marked as not null where their type parameter demands it.</summary>
    public static ITypeSymbol Normalize(Compilation compilation, ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Array(compilation, array),
        INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple => Tuple(compilation, tuple),
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named => Generic(compilation, named),
        _ => type,
    };

    private static ITypeSymbol Array(Compilation compilation, IArrayTypeSymbol array)
    {
        ITypeSymbol element = Normalize(compilation, array.ElementType);
        return Same(element, array.ElementType) ? array : compilation.CreateArrayTypeSymbol(element, array.Rank, element.NullableAnnotation).WithNullableAnnotation(array.NullableAnnotation);
    }

    private static ITypeSymbol Tuple(Compilation compilation, INamedTypeSymbol tuple)
    {
        ImmutableArray<ITypeSymbol> elements = [.. tuple.TupleElements.Select(e => Normalize(compilation, e.Type))];
        return elements.Zip(tuple.TupleElements, (normal, element) => Same(normal, element.Type)).All(same => same)
            ? tuple
            : compilation.CreateTupleTypeSymbol(
                elements,
                [.. tuple.TupleElements.Select(e => e.IsExplicitlyNamedTupleElement ? e.Name : null)],
                default,
                [.. elements.Select(e => e.NullableAnnotation)]);
    }

    private static INamedTypeSymbol Generic(Compilation compilation, INamedTypeSymbol named)
    {
        ImmutableArray<ITypeSymbol> arguments = [.. named.TypeArguments.Select((argument, i) => Argument(named.TypeParameters[i], Normalize(compilation, argument)))];
        return arguments.Zip(named.TypeArguments, Same).All(same => same)
            ? named
            : (INamedTypeSymbol)named.ConstructedFrom.Construct(arguments, [.. arguments.Select(a => a.NullableAnnotation)]).WithNullableAnnotation(named.NullableAnnotation);
    }

    private static bool Same(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.IncludeNullability.Equals(left, right);

    private static ITypeSymbol Argument(ITypeParameterSymbol parameter, ITypeSymbol argument) =>
        argument is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } && IsNotNull(parameter)
            ? argument.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            : argument;

    private static bool IsNotNull(ITypeParameterSymbol parameter) => parameter.HasNotNullConstraint
        || (parameter.Name == "TKey" && parameter.ContainingNamespace is { Name: "Generic" or "Immutable" })
        || parameter is { HasReferenceTypeConstraint: true, ReferenceTypeConstraintNullableAnnotation: NullableAnnotation.NotAnnotated }
        || parameter.ConstraintNullableAnnotations.Any(a => a == NullableAnnotation.NotAnnotated);
}
