using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Turns a <c>[Remote]</c> interface into a model, or into diagnostics. The generator and the analyzer both call it, so they agree.</summary>
internal static class ContractParser
{
    /// <summary>The contract, null where the report has errors.</summary>
    /// <param name="contract">The interface.</param>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends the parsing.</param>
    /// <param name="allowsMemoryPack">Whether the build lets MemoryPack read; null where that is looked at later.</param>
    public static ContractModel? Parse(INamedTypeSymbol contract, Compilation compilation, ContractReport report, CancellationToken cancellationToken, bool? allowsMemoryPack = null)
    {
        if (!IsPossible(contract, report))
        {
            return null;
        }

        var types = new TypeParser(compilation, report.Add, allowsMemoryPack);
        IReadOnlyList<MethodModel> methods = Methods(contract, new MethodParser(contract, compilation, types, report), report, cancellationToken);
        ContractCallsModel? calls = Calls(contract, report);
        if (report.HasErrors)
        {
            return null;
        }

        string stem = ContractNames.Stem(contract);
        methods = ContractFactories.Name(MethodIdentity.Identify(MethodIdentity.Qualify(methods), stem), calls?.ClassName ?? string.Empty);
        return new ContractModel(
            Name: TypeNames.Display(contract),
            TypeName: contract.ToDisplayString(ContractNames.Code),
            Stem: stem,
            DocumentationId: contract.GetDocumentationCommentId() ?? string.Empty,
            Calls: calls,
            UsesObsolete: ContractMembers.Interfaces(contract).Any(part => ContractSymbols.IsObsolete(part) || part.GetMembers().Any(ContractSymbols.IsObsolete)),
            Summary: ContractSummary.Of(contract, compilation),
            Fingerprint: ContractFingerprint.Of(methods, types.Shapes),
            Methods: new EquatableArray<MethodModel>(methods),
            Types: types.Reachable,
            Shapes: types.Shapes);
    }

    private static bool IsPossible(INamedTypeSymbol contract, ContractReport report)
    {
        Location? place = contract.Locations.FirstOrDefault();
        for (INamedTypeSymbol? type = contract; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                report.Add(ContractDiagnostics.InaccessibleInterface, place, contract.Name);
                return false;
            }

            if (type.Arity > 0)
            {
                report.Add(ReferenceEquals(type, contract) ? ContractDiagnostics.GenericInterface : ContractDiagnostics.InsideGenericType, place, contract.Name, type.Name);
                return false;
            }
        }

        return true;
    }

    private static List<MethodModel> Methods(INamedTypeSymbol contract, MethodParser parser, ContractReport report, CancellationToken cancellationToken)
    {
        var methods = new List<MethodModel>();
        foreach (INamedTypeSymbol part in ContractMembers.Interfaces(contract))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isOwn = ReferenceEquals(part, contract);
            report.IsMuted = !isOwn && SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, contract.ContainingAssembly) && TypeAttributes.IsRemote(part);
            var signatures = new HashSet<string>(StringComparer.Ordinal);
            foreach (ISymbol member in part.GetMembers().Where(member => !ContractMembers.IsLocal(member)))
            {
                foreach (MethodModel method in parser.Parse(member))
                {
                    methods.Add(method);
                    if (!signatures.Add(method.Signature))
                    {
                        report.Add(ContractDiagnostics.SameSignature, new ContractPlaces(contract).Of(member), ContractNames.Short(member));
                    }
                }
            }
        }

        report.IsMuted = false;
        return methods;
    }

    // The class that a previous run of the generator made does not count: the analyzer sees it, the generator does not.
    private static ContractCallsModel? Calls(INamedTypeSymbol contract, ContractReport report)
    {
        string name = ContractNames.Calls(contract);
        if (contract.ContainingNamespace.GetTypeMembers(name, 0).Any(type => !ContractSymbols.Has(type, "System.CodeDom.Compiler", "GeneratedCodeAttribute")))
        {
            report.Add(ContractDiagnostics.CallsNameTaken, contract.Locations.FirstOrDefault(), name, contract.Name);
            return null;
        }

        string space = contract.ContainingNamespace.IsGlobalNamespace
            ? string.Empty
            : contract.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new ContractCallsModel(space, name, IsPublic(contract));
    }

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
