using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>What programs that were built before rely on: the contents of a contract.lock (docs/evolution.md).</summary>
/// <param name="Interfaces">In ordinal order of their names.</param>
/// <param name="Types">Every type with names or numbers of its own, in ordinal order.</param>
internal sealed record LockDocument(EquatableArray<LockInterface> Interfaces, EquatableArray<LockType> Types)
{
    /// <summary>One document of several; a type that several reach stands in it once.</summary>
    public static LockDocument Merge(IEnumerable<LockDocument> parts)
    {
        LockDocument[] all = [.. parts];
        return new LockDocument(
            new(all.SelectMany(part => part.Interfaces).OrderBy(one => one.Name, StringComparer.Ordinal)),
            new(all.SelectMany(part => part.Types)
                .GroupBy(type => type.Name, StringComparer.Ordinal)
                .Select(same => same.Distinct().OrderBy(LockText.Of, StringComparer.Ordinal).First())
                .OrderBy(type => type.Name, StringComparer.Ordinal)));
    }
}
