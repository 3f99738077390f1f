using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;

namespace Rpc.Generators.Analyzers;

/// <summary>Where a change is told that orphans stored tasks: as <see cref="LockPlaces"/> says it, of the contract that has the name of the task or had it.</summary>
internal static class TaskLockPlaces
{
    public static (LockedUse Use, Location Place) Of(LockChange change, IReadOnlyList<LockedUse> uses, Compilation compilation)
    {
        LockedUse[] named = [.. uses.Where(use => use.Model.Name == change.Owner), .. uses.Where(use => use.Model.FormerNames.Contains(change.Owner))];
        if (named.Length == 0)
        {
            LockedUse carrier = uses.First(use => TaskLockBuilder.All(use.Model).Types.Any(type => type.Name == change.Owner));
            return (carrier, new LockPlaces(carrier.Contract, carrier.Place, carrier.Model.Name, compilation).Of(change));
        }

        LockedUse use = named.FirstOrDefault(candidate => Method(candidate, change.Member) is not null) ?? named[0];
        return (use, new LockPlaces(use.Contract, use.Place, change.Owner, compilation).Of(change with { Member = Method(use, change.Member)?.Signature }));
    }

    private static MethodModel? Method(LockedUse use, string? signature) =>
        use.Model.Methods.FirstOrDefault(method => method.Signature == signature || method.FormerNames.Contains(signature));
}
