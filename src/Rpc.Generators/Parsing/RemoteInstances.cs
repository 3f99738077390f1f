using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Closed generic interfaces that <c>[assembly: RemoteInstance]</c> names.</summary>
internal static class RemoteInstances
{
    /// <summary>The attribute that asks for a contract.</summary>
    public const string Attribute = "Rpc.RemoteInstanceAttribute";

    /// <summary>The type that an attribute names; null where it is another attribute or names none.</summary>
    public static INamedTypeSymbol? Named(AttributeData attribute) =>
        ContractSymbols.Is(attribute.AttributeClass, "Rpc", "RemoteInstanceAttribute") && attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Type } argument
            ? argument.Value as INamedTypeSymbol
            : null;

    /// <summary>Whether a contract can be written for the type.</summary>
    public static bool IsClosed(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Arity: > 0 } named && !ContractGenerics.IsOpen(named) && TypeAttributes.IsRemote(named);

    /// <summary>Whether some attribute of the project closes the interface, whichever type it closes it with.</summary>
    public static bool Close(ITypeSymbol type, Compilation compilation) => compilation.Assembly.GetAttributes()
        .Any(attribute => Named(attribute) is { } named && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, type.OriginalDefinition));
}
