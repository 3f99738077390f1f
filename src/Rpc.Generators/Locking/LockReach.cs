using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Finds the types that methods lead to, by the names in their lines. All forms of a generic type count as one, so it may find one too many.</summary>
internal static class LockReach
{
    private static readonly Regex Names = new("[\\w.]+", RegexOptions.CultureInvariant);

    /// <summary>Those of <paramref name="types"/> that the methods' parameters and results are made of, in the order given.</summary>
    public static EquatableArray<LockType> Of(IEnumerable<LockMethod> methods, IEnumerable<LockType> types)
    {
        LockType[] all = [.. types];
        ILookup<string, LockType> known = all.ToLookup(type => Names.Match(type.Name).Value, StringComparer.Ordinal);
        var reached = new HashSet<LockType>();
        var open = new Queue<LockValue>(methods.SelectMany(method => method.Parameters.Select(parameter => parameter.Value).Concat(method.Result is { } result ? [result] : [])));
        while (open.Count != 0)
        {
            foreach (LockType type in Names.Matches(open.Dequeue().Text).Cast<Match>().SelectMany(name => known[name.Value]).Where(reached.Add))
            {
                foreach (LockMember member in type.Members)
                {
                    open.Enqueue(member.Value);
                }
            }
        }

        return new EquatableArray<LockType>(all.Where(reached.Contains));
    }
}
