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

    /// <summary>How the names of classes of factories end.</summary>
    public const string CallsSuffix = "Calls";

    /// <summary>The start of the names of all types generated for an interface. Underscores of the user's are doubled, so no two interfaces share it; a closed generic one has a hash, which starts as no identifier can.</summary>
    public static string Stem(INamedTypeSymbol contract)
    {
        string stem = string.Join("_", Path(contract).Append(Noun(contract)).Select(Doubled));
        return contract.Arity > 0
            ? stem + "Of" + string.Join("And", contract.TypeArguments.Select(argument => Doubled(Word(argument, full: false)))) + "_0" + TypeCodecNames.Hash(TypeNames.Display(contract))
            : stem;
    }

    /// <summary>The name of the class of factories: <c>GreeterCalls</c>, <c>RepoOfOrderCalls</c>; with full names of the type arguments <c>RepoOfShop_OrderCalls</c>.</summary>
    public static string Calls(INamedTypeSymbol contract, bool full)
    {
        string name = string.Join("_", Containers(contract).Append(Noun(contract)));
        return (contract.Arity > 0 ? name + "Of" + string.Join("And", contract.TypeArguments.Select(argument => Word(argument, full))) : name) + CallsSuffix;
    }

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

    private static string Doubled(string name) => name.Replace("_", "__");

    // Order[] gives OrderArray, Page<Order> gives PageOfOrder.
    private static string Word(ITypeSymbol type, bool full) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => Word(array.ElementType, full) + "Array",
        IArrayTypeSymbol array => Word(array.ElementType, full) + "Array" + array.Rank,
        INamedTypeSymbol named => (full ? string.Join("_", Path(named).Append(named.Name)) : named.Name)
            + (named.TypeArguments.IsEmpty ? string.Empty : "Of" + string.Join("And", named.TypeArguments.Select(argument => Word(argument, full)))),
        _ => type.Name,
    };

    private static IEnumerable<string> Path(INamedTypeSymbol contract) =>
        Namespaces(contract.ContainingNamespace).Concat(Containers(contract));

    private static IEnumerable<string> Namespaces(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? [] : Namespaces(space.ContainingNamespace).Append(space.Name);

    private static IEnumerable<string> Containers(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Containers(outer).Append(outer.Name) : [];
}
