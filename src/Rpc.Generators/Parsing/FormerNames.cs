using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Names of before, by which stored tasks know a contract and its methods.</summary>
internal static class FormerNames
{
    public static bool Has(ISymbol symbol) => ContractSymbols.Has(symbol, "Rpc", "FormerNameAttribute");

    /// <summary>The former names of a contract, with its type arguments.</summary>
    public static EquatableArray<string> Of(INamedTypeSymbol contract, ContractReport report, ContractPlaces places)
    {
        string own = RemoteNames.OfType(contract);
        string arguments = contract.Arity == 0 ? string.Empty : own.Substring(own.IndexOf('<'));
        return Distinct(Given(contract, report, places).Select(given => (given.Place, given.Name + arguments)), own, contract, report);
    }

    /// <summary>The former signatures of a method, with its parameter types of today.</summary>
    public static EquatableArray<string> Of(ISymbol member, MethodModel method, INamedTypeSymbol contract, ContractReport report, ContractPlaces places)
    {
        string types = method.Signature.Substring(method.Signature.IndexOf('('));
        return Distinct(Given(member, report, places).Select(given => (given.Place, RemoteNames.OfMember(given.Name, method.Kind) + types)), method.Signature, contract, report);
    }

    /// <summary>Reports a former signature that another method has, or had: nobody could say whose task it is.</summary>
    public static void Check(IReadOnlyList<MethodModel> methods, INamedTypeSymbol contract, ContractReport report, ContractPlaces places)
    {
        foreach (MethodModel method in methods.Where(method => method.FormerNames.Count != 0))
        {
            foreach (string name in method.FormerNames.Where(name => methods.Any(other => !ReferenceEquals(other, method) && (other.Signature == name || other.FormerNames.Contains(name)))))
            {
                ISymbol? member = ContractMembers.Interfaces(contract).SelectMany(part => part.GetMembers()).FirstOrDefault(one => one.OriginalDefinition.GetDocumentationCommentId() == method.DocumentationId);
                report.Add(ContractDiagnostics.NameTwice, member is null ? places.Contract : places.Of(member), contract.Name, name);
            }
        }
    }

    private static EquatableArray<string> Distinct(IEnumerable<(Location? Place, string Name)> given, string own, INamedTypeSymbol contract, ContractReport report)
    {
        var names = new List<string>();
        foreach ((Location? place, string name) in given)
        {
            if (name == own || names.Contains(name))
            {
                report.Add(ContractDiagnostics.NameTwice, place, contract.Name, name);
            }
            else
            {
                names.Add(name);
            }
        }

        return new EquatableArray<string>(names);
    }

    private static IEnumerable<(Location? Place, string Name)> Given(ISymbol symbol, ContractReport report, ContractPlaces places)
    {
        foreach (AttributeData attribute in symbol.GetAttributes().Where(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "FormerNameAttribute")))
        {
            Location? place = places.OfAttribute(attribute);
            string? name = attribute.ConstructorArguments.FirstOrDefault().Value as string;
            if (name is not null && RemoteNames.IsPlain(name))
            {
                yield return (place, name);
            }
            else
            {
                report.Add(ContractDiagnostics.BadName, place, name ?? "null", symbol is INamedTypeSymbol ? symbol.Name : ContractNames.Short(symbol));
            }
        }
    }
}
