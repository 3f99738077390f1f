using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Holds what is now against contract.lock. Only over data, so that it can be tested without a compiler.</summary>
internal static class LockComparison
{
    /// <summary>What changed in the interfaces and types of <paramref name="part"/>, which need not be all; what is only new is no change.</summary>
    public static IEnumerable<LockChange> Changes(LockDocument locked, LockDocument part)
    {
        foreach (LockInterface contract in part.Interfaces)
        {
            if (locked.Interfaces.FirstOrDefault(one => one.Name == contract.Name) is { } before)
            {
                foreach (LockChange change in LockMethods.Changes(before, contract))
                {
                    yield return change;
                }
            }
        }

        foreach (LockType type in part.Types)
        {
            if (locked.Types.FirstOrDefault(one => one.Name == type.Name) is { } before)
            {
                foreach (LockChange change in LockTypes.Changes(before, type, LockFile.Contracts))
                {
                    yield return change;
                }
            }
        }
    }

    /// <summary>The interface or type that is the first to differ at all; null where the file is up to date.</summary>
    public static string? FirstDifference(LockDocument locked, LockDocument now)
    {
        if (locked.Equals(now))
        {
            return null;
        }

        var before = new HashSet<object>(locked.Interfaces.Concat<object>(locked.Types));
        var after = new HashSet<object>(now.Interfaces.Concat<object>(now.Types));
        return now.Interfaces.Where(one => !before.Contains(one)).Select(one => one.Name)
            .Concat(now.Types.Where(one => !before.Contains(one)).Select(one => one.Name))
            .Concat(locked.Types.Where(one => !after.Contains(one)).Select(one => one.Name))
            .FirstOrDefault() ?? "the order of its lines";
    }
}
