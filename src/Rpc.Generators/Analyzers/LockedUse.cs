using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>A closed generic interface at a place that mentions it.</summary>
internal sealed record LockedUse(INamedTypeSymbol Contract, ContractModel Model, Location? Place)
{
    /// <summary>Each interface once: closed as the generator emits it, at the first of the places that mention it so.</summary>
    public static IEnumerable<LockedUse> Distinct(IReadOnlyCollection<LockedUse> uses) => ContractInstanceList
        .Distinct([new EquatableArray<ContractResult>(uses.Select(use => new ContractResult(use.Model, null, use.Model.Name)))])
        .Select(chosen => uses
            .Where(use => use.Model.TypeName == chosen.Contract!.TypeName)
            .OrderBy(use => use.Place?.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(use => use.Place?.SourceSpan.Start)
            .First());
}
