using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Questions about symbols, answered by name so that no type has to be looked up in the compilation.</summary>
internal static class ContractSymbols
{
    /// <summary>Whether a type is the one of that name and number of type parameters; <paramref name="space"/> is its namespace, dotted.</summary>
    public static bool Is(ITypeSymbol? type, string space, string name, int arity = 0) =>
        type is INamedTypeSymbol named && named.Arity == arity && named.Name == name && named.ContainingType is null && IsNamespace(named.ContainingNamespace, space);

    /// <summary>Whether the type, or one it derives from, is the one named.</summary>
    public static bool DerivesFrom(ITypeSymbol? type, string space, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, space, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the symbol carries the attribute named.</summary>
    public static bool Has(ISymbol symbol, string space, string attribute)
    {
        foreach (AttributeData data in symbol.GetAttributes())
        {
            if (Is(data.AttributeClass, space, attribute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether using the symbol makes the compiler warn.</summary>
    public static bool IsObsolete(ISymbol symbol) => Has(symbol, "System", "ObsoleteAttribute");

    private static bool IsNamespace(INamespaceSymbol? space, string name)
    {
        int end = name.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            int start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0)
            {
                return false;
            }

            if (start == 0)
            {
                return space.ContainingNamespace.IsGlobalNamespace;
            }

            end = start - 1;
            if (name[end] != '.')
            {
                return false;
            }
        }

        return false;
    }
}
