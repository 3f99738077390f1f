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
    /// <summary>The contract; null where the report has errors, and for a generic interface that is not closed.</summary>
    /// <param name="contract">The interface. A generic one that is not closed is only checked, as far as its type parameters allow.</param>
    /// <param name="compilation">The compilation that it is used in.</param>
    /// <param name="report">Takes what is wrong.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="instances">Takes closed generic interfaces that are mentioned; null where they do not matter.</param>
    /// <param name="use">The place that closes a generic interface.</param>
    public static ContractModel? Parse(
        INamedTypeSymbol contract, Compilation compilation, ContractReport report, CancellationToken cancellationToken, ContractInstances? instances = null, Location? use = null)
    {
        bool isClosed = contract is { Arity: > 0, IsDefinition: false };
        contract = isClosed ? ContractGenerics.Annotated(compilation, contract) : contract;
        var places = new ContractPlaces(contract, isClosed ? use : null, compilation);
        if (!IsPossible(contract, compilation, report, places))
        {
            return null;
        }

        if (isClosed && ContractGenerics.IsBroken(contract, compilation, cancellationToken))
        {
            report.Fail();
            return null;
        }

        var types = new TypeParser(compilation, report.Add, report.AllowsMemoryPack) { Instances = instances };
        IReadOnlyList<MethodModel> methods = Methods(contract, new MethodParser(contract, compilation, types, report, places), compilation, report, places, cancellationToken);
        FormerNames.Check(methods, contract, report, places);
        EquatableArray<string> formerNames = FormerNames.Of(contract, report, places);
        bool isOpen = contract.Arity > 0 && !isClosed;
        ContractCallsModel? calls = isOpen ? null : ContractCalls.Of(contract, compilation, report, places);
        if (report.HasErrors || isOpen)
        {
            return null;
        }

        string stem = ContractNames.Stem(contract);
        methods = ContractFactories.Name(MethodIdentity.Identify(MethodIdentity.Qualify(methods), stem), calls?.ClassName ?? string.Empty);
        return new ContractModel(
            Name: RemoteNames.OfType(contract),
            TypeName: contract.ToDisplayString(ContractNames.Code),
            Stem: stem,
            DocumentationId: contract.OriginalDefinition.GetDocumentationCommentId() ?? string.Empty,
            Calls: calls,
            UsesObsolete: ContractMembers.Interfaces(contract).Any(part => ContractSymbols.IsObsolete(part) || part.GetMembers().Any(ContractSymbols.IsObsolete)),
            Summary: ContractSummary.Of(contract, compilation),
            Fingerprint: ContractFingerprint.Of(methods, types.Shapes),
            Methods: new EquatableArray<MethodModel>(methods),
            Types: types.Reachable,
            Shapes: types.Shapes,
            Enums: types.Enums)
        {
            Roles = RequiredRoles.Of([contract]),
            FormerNames = formerNames,
        };
    }

    private static bool IsPossible(INamedTypeSymbol contract, Compilation compilation, ContractReport report, ContractPlaces places)
    {
        for (INamedTypeSymbol? type = contract; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                report.Add(ContractDiagnostics.InaccessibleInterface, places.Contract, contract.Name);
                return false;
            }

            if (RemoteNames.Attribute(type) is { } attribute && !RemoteNames.IsPlain(RemoteNames.Of(type) ?? string.Empty))
            {
                report.Add(ContractDiagnostics.BadName, places.OfAttribute(attribute), RemoteNames.Of(type) ?? "null", type.Name);
                return false;
            }

            if (type.Arity > 0 && !ReferenceEquals(type, contract))
            {
                report.Add(ContractDiagnostics.InsideGenericType, places.Contract, contract.Name, type.Name);
                return false;
            }
        }

        if (contract.IsDefinition || (compilation.IsSymbolAccessibleWithin(contract, compilation.Assembly) && !ContractGenerics.IsFileLocal(contract)))
        {
            return true;
        }

        report.Add(ContractDiagnostics.InaccessibleInterface, places.Contract, TypeNames.Display(contract));
        return false;
    }

    private static List<MethodModel> Methods(
        INamedTypeSymbol contract, MethodParser parser, Compilation compilation, ContractReport report, ContractPlaces places, CancellationToken cancellationToken)
    {
        var methods = new List<MethodModel>();
        foreach (INamedTypeSymbol part in ContractMembers.Interfaces(contract))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isOwn = ReferenceEquals(part, contract);
            report.IsMuted = !isOwn && SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, contract.ContainingAssembly) && TypeAttributes.IsRemote(part)
                && (part.Arity == 0 || ContractGenerics.IsBroken(part, compilation, cancellationToken));
            var signatures = new Dictionary<string, ISymbol>(StringComparer.Ordinal);
            foreach (ISymbol member in part.GetMembers().Where(member => !ContractMembers.IsLocal(member)))
            {
                foreach (MethodModel method in parser.Parse(member))
                {
                    methods.Add(method);
                    if (!signatures.TryGetValue(method.Signature, out ISymbol? other))
                    {
                        signatures.Add(method.Signature, member);
                    }
                    else if (RemoteNames.Attribute(member) is not null || RemoteNames.Attribute(other) is not null)
                    {
                        report.Add(ContractDiagnostics.NameTwice, places.Of(member), contract.Name, method.Signature);
                    }
                    else
                    {
                        report.Add(ContractDiagnostics.SameSignature, places.Of(member), ContractNames.Short(member));
                    }
                }
            }
        }

        report.IsMuted = false;
        return methods;
    }
}
