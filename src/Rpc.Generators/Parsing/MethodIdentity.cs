using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The names by which methods are told apart: on the wire, and in generated code.</summary>
internal static class MethodIdentity
{
    // Names that the generated classes already have.
    private static readonly string[] Taken =
    [
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
        "CreateProxy", "Definition", "Descriptor", "DispatchAsync", "Dispatcher",
    ];

    /// <summary>The method's name on the wire: <c>Add(int,int)</c>. A cancellation token does not travel, so it does not count.</summary>
    public static string Signature(IMethodSymbol method) =>
        method.Name + "(" + string.Join(",", method.Parameters
            .Where(parameter => !MethodParameters.IsToken(parameter))
            .Select(parameter => RemoteNames.OfType(parameter.Type))) + ")";

    /// <summary>Makes signatures unique: of several methods with one, the last keeps it plain, since it hides the others; those carry their interface's name.</summary>
    public static IReadOnlyList<MethodModel> Qualify(IReadOnlyList<MethodModel> methods)
    {
        var last = new Dictionary<string, int>();
        for (int i = 0; i < methods.Count; i++)
        {
            last[methods[i].Signature] = i;
        }

        return [.. methods.Select((method, i) => last[method.Signature] == i ? method : method with { Signature = Plain(method.DeclaringType) + "." + method.Signature })];
    }

    /// <summary>Gives each method its identifier: its plain name, made unique, and different from the names of the method's own parameters and of the generated classes.</summary>
    public static IReadOnlyList<MethodModel> Identify(IReadOnlyList<MethodModel> methods, string stem)
    {
        var used = new HashSet<string>(Taken) { stem + "Arguments", stem + "Contract", stem + "Dispatcher" };
        return [.. methods.Select(method => method with { Identifier = TypeNames.Escape(Unused(method, used)) })];
    }

    private static string Unused(MethodModel method, HashSet<string> used)
    {
        string name = method.PlainName;
        for (int i = 2; method.Parameters.Any(parameter => parameter.Identifier.TrimStart('@') == name) || !used.Add(name); i++)
        {
            name = method.PlainName + "_" + i;
        }

        return name;
    }

    private static string Plain(string type) => type.Replace("global::", string.Empty).Replace("@", string.Empty);
}
