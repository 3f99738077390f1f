using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>What programs that were built before rely on, or tasks that were stored: the contents of a lock file (docs/evolution.md, docs/tasks-lock.md).</summary>
/// <param name="Interfaces">In ordinal order of their names.</param>
/// <param name="Types">Every type with names or numbers of its own, in ordinal order.</param>
internal sealed record LockDocument(EquatableArray<LockInterface> Interfaces, EquatableArray<LockType> Types)
{
    /// <summary>A document of nothing.</summary>
    public static readonly LockDocument Empty = new(default, default);

    /// <summary>One document of several; what several have stands in it once, and interfaces of one name are one.</summary>
    public static LockDocument Merge(IEnumerable<LockDocument> parts)
    {
        LockDocument[] all = [.. parts];
        return new LockDocument(
            new(all.SelectMany(part => part.Interfaces).GroupBy(one => one.Name, StringComparer.Ordinal).Select(Union).OrderBy(one => one.Name, StringComparer.Ordinal)),
            new(all.SelectMany(part => part.Types)
                .GroupBy(type => type.Name, StringComparer.Ordinal)
                .Select(same => same.Distinct().OrderBy(LockText.Of, StringComparer.Ordinal).First())
                .OrderBy(type => type.Name, StringComparer.Ordinal)));
    }

    private static LockInterface Union(IGrouping<string, LockInterface> same) => same.Distinct().Count() == 1 ? same.First() : new(
        same.Key, new(same.SelectMany(one => one.Methods).GroupBy(method => method.Signature, StringComparer.Ordinal).Select(methods => methods.First()).OrderBy(method => method.Signature, StringComparer.Ordinal)));
}
