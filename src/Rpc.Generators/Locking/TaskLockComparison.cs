using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Holds what is now against tasks.lock: what contract.lock's comparison says, as far as tasks notice it that were stored before, and in their words.</summary>
internal static class TaskLockComparison
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Methods = new(StringComparer.Ordinal)
    {
        [LockDiagnostics.MethodGone.Id] = TaskLockDiagnostics.MethodGone,
        [LockDiagnostics.ParametersChanged.Id] = TaskLockDiagnostics.ParametersChanged,
        [LockDiagnostics.ResultChanged.Id] = TaskLockDiagnostics.ResultChanged,
    };

    // What happened to a type, out of the arguments of the change.
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [LockDiagnostics.MemberMoved.Id] = "'{0}' of '{1}' {2}",
        [LockDiagnostics.MemberRetyped.Id] = "'{0}' of '{1}' is '{2}' now, and '{3}' in tasks.lock",
        [LockDiagnostics.MemberDemanded.Id] = "'{0}' of '{1}' {2} and has neither null nor a default",
        [LockDiagnostics.MemoryChanged.Id] = "'{0}' is {1} now, and {2} in tasks.lock",
        [LockDiagnostics.EnumChanged.Id] = "'{0}' is {1} now, and {2} in tasks.lock",
        [LockDiagnostics.CaseChanged.Id] = "Tag {0} of '{1}' is {2} now, and '{3}' in tasks.lock",
    };

    /// <summary>What changed in the interfaces and types of <paramref name="now"/>, which need not be all: with methods that went, with types only where a locked method carries them.</summary>
    public static IEnumerable<LockChange> Changes(LockDocument locked, LockDocument now)
    {
        Dictionary<string, LockInterface> interfaces = locked.Interfaces.GroupBy(one => one.Name).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        foreach (LockInterface contract in now.Interfaces)
        {
            foreach (LockChange change in interfaces.TryGetValue(contract.Name, out LockInterface? before) ? LockMethods.Changes(before, contract).Select(Told).OfType<LockChange>() : [])
            {
                yield return change;
            }
        }

        Dictionary<string, LockType> types = LockReach.Of(locked.Interfaces.SelectMany(one => one.Methods), locked.Types).GroupBy(type => type.Name).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        foreach (LockType type in now.Types)
        {
            foreach (LockChange change in types.TryGetValue(type.Name, out LockType? before) ? LockTypes.Changes(before, type, LockFile.Tasks).Select(Told).OfType<LockChange>() : [])
            {
                yield return change;
            }
        }
    }

    // Null for what only callers notice: names in JSON, and what programs of before make of what is stored from now on.
    private static LockChange? Told(LockChange change)
    {
        string id = change.Descriptor.Id;
        if (Methods.TryGetValue(id, out DiagnosticDescriptor? descriptor))
        {
            return change with { Descriptor = descriptor };
        }

        if (Types.TryGetValue(id, out string? words))
        {
            string text = string.Format(CultureInfo.InvariantCulture, words, [.. change.Arguments]);
            return change with { Descriptor = TaskLockDiagnostics.TypeChanged, Arguments = new([text, change.Owner]) };
        }

        return id == LockDiagnostics.NullChanged.Id && LockNulls.IsRefused(before: change.Arguments[2], now: change.Arguments[1])
            ? change with { Descriptor = TaskLockDiagnostics.NullChanged, Arguments = new(change.Arguments.Take(3)) }
            : null;
    }
}
