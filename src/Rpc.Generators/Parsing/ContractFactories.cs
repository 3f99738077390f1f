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

        // Without its receivers of progress a method may look like another, which then keeps the name.
        foreach (int i in Enumerable.Range(0, named.Length).Reverse().OrderBy(i => named[i].Flows.Any()))
        {
            string name = Wanted(named[i], names);
            bool free = name != className && !(!named[i].Given.Any() && Inherited.Contains(name));
            if (named[i].CanBeValue && free && used.Add($"{name}({string.Join(",", Types(named[i]))})"))
            {
                named[i] = named[i] with { CallName = TypeNames.Escape(name) };
            }
        }

        return named;
    }

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

    // The types of the factory's parameters, as the signature writes them. In them a tuple is System.ValueTuple, but not in the name of an interface that stands before a hidden method.
    private static IEnumerable<string> Types(MethodModel method)
    {
        string[] all = [.. Split(method.Signature.Substring(method.Signature.LastIndexOf('(') + 1))];
        return all.Where((_, place) => method.Parameters[place].Flow == ParameterFlow.None);
    }

    private static IEnumerable<string> Split(string types)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < types.Length; i++)
        {
            switch (types[i])
            {
                case '<' or '[' or '(':
                    depth++;
                    break;
                case '>' or ']':
                    depth--;
                    break;
                case ',' or ')' when depth == 0:
                    if (i > start)
                    {
                        yield return types.Substring(start, i - start);
                    }

                    start = i + 1;
                    break;
                case ')':
                    depth--;
                    break;
            }
        }
    }
}
