using System;
using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Names the factories that make calls as values: <c>AddAsync</c> becomes <c>Add</c>, unless there is an <c>Add</c> as well.</summary>
internal static class ContractFactories
{
    private const string Suffix = "Async";

    // Parameterless members of object, which a static class inherits.
    private static readonly string[] Inherited = ["Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ToString"];

    /// <summary>Sets the factory name of each method that can have one. Of two that would be equal, the contract's own keeps it.</summary>
    public static IReadOnlyList<MethodModel> Name(IReadOnlyList<MethodModel> methods, string className)
    {
        var names = new HashSet<string>(methods.Where(method => method.Kind == MethodMemberKind.Method).Select(method => method.PlainName));
        var used = new HashSet<string>();
        MethodModel[] named = [.. methods];
        for (int i = named.Length - 1; i >= 0; i--)
        {
            string name = Wanted(named[i], names);
            bool free = name != className && !(named[i].Parameters.Count == 0 && Inherited.Contains(name));
            if (CanHave(named[i]) && free && used.Add(name + Types(named[i])))
            {
                named[i] = named[i] with { CallName = TypeNames.Escape(name) };
            }
        }

        return named;
    }

    // A stream is not one value, and a call that is made later has none to pass; a reference sent one-way would be gone before anyone could use it.
    private static bool CanHave(MethodModel method) =>
        method.ResultKind != MethodResultKind.Stream && !method.GivesBody && !method.Flows.Any() && !(method.IsOneWay && method.Parameters.Any(parameter => parameter.Type.Category == TypeCategory.Reference));

    private static string Wanted(MethodModel method, HashSet<string> names)
    {
        string name = method.PlainName;
        if (method.Kind != MethodMemberKind.Method || name.Length == Suffix.Length || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return name;
        }

        string bare = name.Substring(0, name.Length - Suffix.Length);
        return names.Contains(bare) ? name : bare;
    }

    private static string Types(MethodModel method) => method.Signature.Substring(method.Signature.IndexOf('('));
}
