using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The contracts of closed generic interfaces: those that wait, and those that their members reach in turn.</summary>
internal static class ContractClosure
{
    /// <summary>Parses them all. What is wrong with one is told at the place that mentions it, which is not in the interface: another closing of it may be right.</summary>
    public static EquatableArray<ContractResult> Parse(ContractInstances instances, Compilation compilation, ContractReport report, CancellationToken cancellationToken, Action<INamedTypeSymbol, ContractModel?, Location?>? parsed = null)
    {
        var results = new List<ContractResult>();
        while (instances.TryTake(out INamedTypeSymbol type, out Location? place))
        {
            var own = new ContractReport { AllowsMemoryPack = report.AllowsMemoryPack };
            ContractModel? contract = ContractParser.Parse(type, compilation, own, cancellationToken, instances, place);
            report.AddAll(own);
            parsed?.Invoke(type, contract, place);
            results.Add(new ContractResult(contract, contract is null ? own.FirstError : null, TypeNames.Display(type)));
        }

        return new EquatableArray<ContractResult>(results);
    }
}
