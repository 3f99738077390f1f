using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Makes a contract's part of tasks.lock out of its model: what a store may hold of it, under every name that it has or had.</summary>
internal static class TaskLockBuilder
{
    /// <summary>The methods whose calls can be stored, and the types that these carry.</summary>
    public static LockDocument Of(ContractModel contract) => Of(contract, contract.Methods.Where(method => method.CanBeValue));

    /// <summary>All methods, so that one whose calls could be stored is found as what it became.</summary>
    public static LockDocument All(ContractModel contract) => Of(contract, contract.Methods);

    private static LockDocument Of(ContractModel contract, IEnumerable<MethodModel> methods)
    {
        LockDocument whole = LockBuilder.Of(contract);
        Dictionary<string, LockMethod> known = whole.Interfaces[0].Methods.ToDictionary(method => method.Signature, StringComparer.Ordinal);
        LockMethod[] stored = [.. methods
            .SelectMany(method => method.FormerNames.Prepend(method.Signature).Select(signature => Stored(known[method.Signature]) with { Signature = signature }))
            .OrderBy(method => method.Signature, StringComparer.Ordinal)];
        return stored.Length == 0 ? LockDocument.Empty : new LockDocument(
            new(contract.FormerNames.Prepend(contract.Name).Select(name => new LockInterface(name, new(stored))).OrderBy(one => one.Name, StringComparer.Ordinal)),
            LockReach.Of(stored, whole.Types));
    }

    // A stored call has all its arguments, so nothing of defaults; it is run once more after a crash whatever the method promises, and nobody is answered on the wire.
    private static LockMethod Stored(LockMethod method) => method with
    {
        Traits = new(method.Traits.Where(trait => trait == MethodTraits.ServerStream)),
        Parameters = new(method.Parameters.Select(parameter => parameter with { Default = null })),
    };
}
