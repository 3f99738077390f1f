using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The closed generic contracts of a project, however often and wherever each was found.</summary>
internal static class ContractInstanceList
{
    /// <summary>Each once, in ordinal order. <c>IRepo&lt;string&gt;</c> and <c>IRepo&lt;string?&gt;</c> are one interface at run time: the one that lets more be null stays.</summary>
    public static IEnumerable<ContractResult> Distinct(IEnumerable<EquatableArray<ContractResult>> found)
    {
        ContractResult[] results = [.. found
            .SelectMany(static list => list)
            .GroupBy(static result => result.Name, StringComparer.Ordinal)
            .Select(static group => group.OrderByDescending(Nullables).ThenBy(static result => result.Contract?.TypeName, StringComparer.Ordinal).First())
            .OrderBy(static result => result.Name, StringComparer.Ordinal)];
        return Renamed(Renamed(results, static contract => contract.Calls!.FullClassName), static contract => contract.Calls!.ClassName + "_" + TypeCodecNames.Hash(contract.Name));
    }

    private static int Nullables(ContractResult result) => result.Contract?.TypeName.Count(static c => c == '?') ?? -1;

    // IRepo<Shop.Order> and IRepo<Bank.Order> would both have RepoOfOrderCalls.
    private static ContractResult[] Renamed(ContractResult[] results, Func<ContractModel, string> name)
    {
        var shared = new HashSet<string>(results.Select(Calls).Where(static calls => calls is not null).GroupBy(static calls => calls!, StringComparer.Ordinal)
            .Where(static group => group.Count() > 1).Select(static group => group.Key), StringComparer.Ordinal);
        return [.. results.Select(result => Calls(result) is { } calls && shared.Contains(calls)
            ? result with { Contract = result.Contract! with { Calls = result.Contract.Calls! with { ClassName = name(result.Contract) } } }
            : result)];
    }

    private static string? Calls(ContractResult result) => result.Contract?.Calls is { } calls ? calls.Namespace + "." + calls.ClassName : null;
}
