using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Type parameters and type arguments of remote interfaces.</summary>
internal static class ContractGenerics
{
    /// <summary>Whether a type parameter stands anywhere in the type, so that it is not known what travels.</summary>
    public static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.IsUnboundGenericType || named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };

    /// <summary>Whether generated code cannot name the type or a part of it because it is local to a file.</summary>
    public static bool IsFileLocal(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsFileLocal(array.ElementType),
        INamedTypeSymbol named => named.IsFileLocal || named.TypeArguments.Any(IsFileLocal) || (named.ContainingType is { } outer && IsFileLocal(outer)),
        _ => false,
    };

    /// <summary>The closed interface with an annotation on each of its arguments: one that says nothing of null counts as nullable, as everywhere.</summary>
    public static INamedTypeSymbol Annotated(Compilation compilation, INamedTypeSymbol contract) =>
        (INamedTypeSymbol)Marked(TypeAnnotations.Normalize(compilation, contract)).WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    /// <summary>Whether the definition of a closed interface stands in this project and has errors of its own, which are told there.</summary>
    public static bool IsBroken(INamedTypeSymbol contract, Compilation compilation, CancellationToken cancellationToken)
    {
        if (contract.Arity == 0 || !SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, compilation.Assembly))
        {
            return false;
        }

        var report = new ContractReport();
        ContractParser.Parse(contract.OriginalDefinition, compilation, report, cancellationToken);
        return report.HasErrors;
    }

    private static ITypeSymbol Marked(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsGenericType: true, IsTupleType: false } named)
        {
            return type;
        }

        ImmutableArray<ITypeSymbol> arguments = [.. named.TypeArguments.Select(argument => Explicit(Marked(argument)))];
        return named.ConstructedFrom.Construct(arguments, [.. arguments.Select(argument => argument.NullableAnnotation)]).WithNullableAnnotation(named.NullableAnnotation);
    }

    private static ITypeSymbol Explicit(ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } ? type.WithNullableAnnotation(NullableAnnotation.Annotated) : type;
}
