using Mono.Cecil;
using Rpc.Architecture.Tests.Reading;

namespace Rpc.Architecture.Tests.Reflection;

/// <summary>Finds calls that look up or make types at run time. Trimming and ahead-of-time compilation cannot see through them.</summary>
internal static class RunTimeReflection
{
    private static readonly string[] BannedNamespaces = ["System.Linq.Expressions", "System.Reflection.Emit"];

    private static readonly Dictionary<string, string[]> BannedMembers = new(StringComparer.Ordinal)
    {
        ["System.Type"] = ["MakeGenericType", "GetType", "InvokeMember", "GetMethod", "GetMethods", "GetProperty", "GetProperties", "GetField", "GetFields", "GetConstructor", "GetConstructors"],
        ["System.Reflection.MethodInfo"] = ["MakeGenericMethod", "Invoke"],
        ["System.Reflection.MethodBase"] = ["Invoke"],
        ["System.Reflection.ConstructorInfo"] = ["Invoke"],
        ["System.Reflection.Assembly"] = ["GetTypes", "GetExportedTypes", "GetType", "Load", "LoadFrom", "LoadFile"],
        ["System.Activator"] = ["CreateInstance"],
        ["System.Reflection.DispatchProxy"] = ["Create"],
    };

    /// <summary>One sentence for each such call, in ordinal order.</summary>
    public static IReadOnlyList<string> In(ModuleDefinition module) =>
        [.. TypeUses.In(module).Where(IsBanned).Select(u => $"{u.From.FullName}, {u.Member} uses {u.Called?.FullName ?? u.Type.FullName}.").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool IsBanned(TypeUse use)
    {
        if (BannedNamespaces.Contains(use.Target.Namespace, StringComparer.Ordinal))
        {
            return true;
        }

        // Without parameters GetType is object's and looks nothing up, and CreateInstance<T> is what `new T()` compiles to.
        return use.Called is { } called
            && BannedMembers.TryGetValue(use.Target.FullName, out string[]? members)
            && members.Contains(called.Name, StringComparer.Ordinal)
            && (called.Parameters.Count > 0 || called.Name is not ("GetType" or "CreateInstance"));
    }
}
