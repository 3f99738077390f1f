using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>The names that emitted code uses for what the user wrote, and for what it declares itself.</summary>
internal static class ContractNames
{
    /// <summary>A type as emitted code writes it.</summary>
    public static readonly SymbolDisplayFormat Code =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A member as diagnostics name it: <c>IGreeter.Add</c>.</summary>
    public static string Short(ISymbol member) => member.ContainingType is { } type ? type.Name + "." + member.Name : member.Name;

    /// <summary>The start of the names of all types generated for an interface. Underscores of the user's are doubled, so no two interfaces share it.</summary>
    public static string Stem(INamedTypeSymbol contract) => string.Join("_", Path(contract).Append(Noun(contract)).Select(part => part.Replace("_", "__")));

    /// <summary>The name of the class of factories.</summary>
    public static string Calls(INamedTypeSymbol contract) => string.Join("_", Containers(contract).Append(Noun(contract))) + "Calls";

    // IGreeter gives Greeter, unless its neighbour of that name is remote as well.
    private static string Noun(INamedTypeSymbol contract)
    {
        string name = contract.Name;
        if (name.Length < 2 || name[0] != 'I' || !char.IsUpper(name[1]))
        {
            return name;
        }

        string noun = name.Substring(1);
        return contract.ContainingSymbol is INamespaceOrTypeSymbol around && around.GetTypeMembers(noun).Any(TypeAttributes.IsRemote) ? name : noun;
    }

    private static IEnumerable<string> Path(INamedTypeSymbol contract) =>
        Namespaces(contract.ContainingNamespace).Concat(Containers(contract));

    private static IEnumerable<string> Namespaces(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? [] : Namespaces(space.ContainingNamespace).Append(space.Name);

    private static IEnumerable<string> Containers(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Containers(outer).Append(outer.Name) : [];
}
