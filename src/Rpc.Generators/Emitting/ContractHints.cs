using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The names of generated files. They must differ by more than case and have a reasonable length, which names of interfaces need not.</summary>
internal static class ContractHints
{
    private const int Longest = 120;

    /// <summary>The names that differ from another one by case only.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> names) => new(names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>The start of the names of an interface's files.</summary>
    public static string Of(string name, EquatableArray<string> clashes)
    {
        string legal = name.Replace('<', '{').Replace('>', '}');
        if (name.Length > Longest)
        {
            return legal.Substring(0, Longest) + "." + Number(name);
        }

        return clashes.Contains(name) ? legal + "." + Number(name) : legal;
    }

    // FNV-1a: the same on every host, which GetHashCode is not.
    private static string Number(string name) =>
        name.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}
