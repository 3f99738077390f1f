using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Where the factories of a contract go.</summary>
internal static class ContractCalls
{
    /// <summary>The class; null, and reported, where the user has one of that name.</summary>
    public static ContractCallsModel? Of(INamedTypeSymbol contract, Compilation compilation, ContractReport report, ContractPlaces places)
    {
        string full = ContractNames.Calls(contract, full: true);
        string name = HasNamesake(contract) ? full : ContractNames.Calls(contract, full: false);

        // The class that a previous run of the generator made does not count: the analyzer sees it, the generator does not.
        if (contract.ContainingNamespace.GetTypeMembers(name, 0).Any(type => !ContractSymbols.Has(type, "System.CodeDom.Compiler", "GeneratedCodeAttribute")))
        {
            report.Add(ContractDiagnostics.CallsNameTaken, places.Contract, name, contract.Name);
            return null;
        }

        string space = contract.ContainingNamespace.IsGlobalNamespace
            ? string.Empty
            : contract.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new ContractCallsModel(space, name, full, IsPublic(contract) && IsOurs(contract, compilation));
    }

    // IRepo<Order> and IRepoOfOrder.
    private static bool HasNamesake(INamedTypeSymbol contract)
    {
        if (contract.Arity == 0)
        {
            return false;
        }

        string calls = ContractNames.Calls(contract, full: false);
        string noun = calls.Substring(0, calls.Length - ContractNames.CallsSuffix.Length);
        return contract.ContainingNamespace.GetTypeMembers(noun).Concat(contract.ContainingNamespace.GetTypeMembers("I" + noun)).Any(TypeAttributes.IsRemote);
    }

    // Several projects may close an interface of others with a type of others: each has factories, and none shows them.
    private static bool IsOurs(INamedTypeSymbol contract, Compilation compilation) =>
        contract.Arity == 0 || SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, compilation.Assembly)
        || contract.TypeArguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument.ContainingAssembly, compilation.Assembly));

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility == Accessibility.Public && (named.ContainingType is null || IsPublic(named.ContainingType)) && named.TypeArguments.All(IsPublic),
        _ => false,
    };
}
