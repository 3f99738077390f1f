using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Compares the methods of an interface with those that are locked.</summary>
internal static class LockMethods
{
    public static IEnumerable<LockChange> Changes(LockInterface locked, LockInterface now)
    {
        List<LockMethod> added = [.. now.Methods.Where(method => Find(locked, method.Signature) is null)];
        List<LockMethod> gone = [.. locked.Methods.Where(method => Find(now, method.Signature) is null)];
        foreach (LockMethod before in gone)
        {
            yield return Gone(now.Name, before, gone, added);
        }

        foreach (LockMethod method in now.Methods)
        {
            if (Find(locked, method.Signature) is { } before)
            {
                foreach (LockChange change in Changes(now.Name, before, method))
                {
                    yield return change;
                }
            }
        }
    }

    private static LockMethod? Find(LockInterface contract, string signature) => contract.Methods.FirstOrDefault(method => method.Signature == signature);

    private static LockChange Gone(string owner, LockMethod before, List<LockMethod> gone, List<LockMethod> added)
    {
        if (added.FirstOrDefault(method => method.Name == before.Name) is { } changed)
        {
            added.Remove(changed);
            return LockChange.At(LockDiagnostics.ParametersChanged, owner, changed.Signature, changed.Name, changed.ParameterTypes, before.ParameterTypes);
        }

        // One that went and one that came with the same types are most likely one; with several nobody can tell.
        bool isAlone = gone.Count(method => IsLike(method, before)) == 1 && added.Count(method => IsLike(method, before)) == 1;
        string hint = isAlone ? $" (renamed to '{added.First(method => IsLike(method, before)).Name}'?)" : string.Empty;
        return LockChange.At(LockDiagnostics.MethodGone, owner, null, before.Signature, owner, hint);
    }

    private static bool IsLike(LockMethod one, LockMethod other) => one.ParameterTypes == other.ParameterTypes && one.ResultKey == other.ResultKey;

    private static IEnumerable<LockChange> Changes(string owner, LockMethod before, LockMethod now)
    {
        if (before.Has(MethodTraits.OneWay) != now.Has(MethodTraits.OneWay))
        {
            yield return LockChange.At(LockDiagnostics.OneWayChanged, owner, now.Signature, now.Name, Way(now), Way(before), now.Has(MethodTraits.OneWay)
                ? "old clients wait for an answer that a new server does not send, and new clients never hear of an old server's failure"
                : "old clients never hear whether it worked, and new clients wait for an answer that an old server does not send");
        }

        if (before.Has(MethodTraits.Idempotent) && !now.Has(MethodTraits.Idempotent))
        {
            yield return LockChange.At(LockDiagnostics.IdempotentGone, owner, now.Signature, now.Name);
        }

        if (before.ResultKey != now.ResultKey)
        {
            yield return LockChange.At(LockDiagnostics.ResultChanged, owner, now.Signature, now.Name, now.ResultText, before.ResultText);
        }
        else if (before.Result is { } old && now.Result is { } result && LockNulls.Words(old, result, LockDirection.Out) is { } words)
        {
            yield return LockChange.At(LockDiagnostics.NullChanged, owner, now.Signature, $"The result of '{now.Name}'", result.Type, old.Type, words);
        }

        for (int i = 0; i < Math.Min(before.Parameters.Count, now.Parameters.Count); i++)
        {
            foreach (LockChange change in Changes(owner, now, before.Parameters[i], now.Parameters[i]))
            {
                yield return change with { Parameter = now.Parameters[i].Name };
            }
        }
    }

    private static IEnumerable<LockChange> Changes(string owner, LockMethod method, LockParameter before, LockParameter now)
    {
        if (before.Value.Key != now.Value.Key)
        {
            yield return LockChange.At(LockDiagnostics.ParametersChanged, owner, method.Signature, method.Name, $"'{now.Value.Text}' as '{now.Name}'", $"'{before.Value.Text}'");
        }
        else if (LockNulls.Words(before.Value, now.Value, LockDirection.In) is { } words)
        {
            yield return LockChange.At(LockDiagnostics.NullChanged, owner, method.Signature, $"The parameter '{now.Name}' of '{method.Name}'", now.Value.Type, before.Value.Type, words);
        }

        if (before.Name != now.Name)
        {
            yield return LockChange.At(LockDiagnostics.ParameterRenamed, owner, method.Signature, now.Name, method.Name, before.Name);
        }

        if (before.Default is not null && before.Default != now.Default)
        {
            yield return LockChange.At(
                LockDiagnostics.DefaultChanged, owner, method.Signature, now.Name, method.Name, now.Default is null ? "no default" : $"the default {now.Default}", before.Default,
                now.Default is null ? "callers in JSON that leave it out get InvalidArgument" : "callers in JSON that leave it out get the new one from a new server");
        }
    }

    private static string Way(LockMethod method) => method.Has(MethodTraits.OneWay) ? "one-way" : "two-way";
}
