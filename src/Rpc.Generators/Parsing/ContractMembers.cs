using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>The interfaces whose members make up a contract.</summary>
internal static class ContractMembers
{
    /// <summary>Base interfaces first, in the order written, each once; the contract itself last.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Interfaces(INamedTypeSymbol contract)
    {
        var found = new List<INamedTypeSymbol>();
        Visit(contract, found, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return found;
    }

    /// <summary>Whether the member stays out of the contract: it has nothing that a proxy could implement, or is a helper with a body of its own.</summary>
    public static bool IsLocal(ISymbol member) => member switch
    {
        ITypeSymbol or IFieldSymbol => true,
        IMethodSymbol { AssociatedSymbol: not null } => true,
        { IsAbstract: false, IsVirtual: false } => true,
        { IsStatic: true, IsAbstract: false } => true,
        { IsAbstract: false, DeclaredAccessibility: not Accessibility.Public } => true,
        IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } => true,
        IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } => true,
        IEventSymbol { ExplicitInterfaceImplementations.IsEmpty: false } => true,
        _ => false,
    };

    private static void Visit(INamedTypeSymbol type, List<INamedTypeSymbol> found, HashSet<ISymbol> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        foreach (INamedTypeSymbol parent in type.Interfaces)
        {
            Visit(parent, found, seen);
        }

        found.Add(type);
    }
}
