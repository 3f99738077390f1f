using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the class that stands for the object on the caller's side. Members are explicit, so no name of the interface meets one of the base class.</summary>
internal static class ProxyEmitter
{
    /// <summary>The class.</summary>
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        code.Line($"/// <summary>Calls <see cref=\"{contract.DocumentationId}\"/> on another side.</summary>");
        code.Line(ContractFile.Generated);
        code.Line($"[global::System.Diagnostics.DebuggerDisplay({ContractFile.Literal(contract.Name + " at {Target,nq}")})]");
        code.Open($"internal sealed class {contract.Stem}Proxy(global::Rpc.Stubs.ProxyTarget target) : global::Rpc.Stubs.ProxyBase(target), {contract.TypeName}");
        for (int i = 0; i < contract.Methods.Count; i++)
        {
            if (i != 0)
            {
                code.Line();
            }

            MethodModel method = contract.Methods[i];
            code.Line($"/// <inheritdoc cref=\"{method.DocumentationId}\"/>");
            if (method.Kind == MethodMemberKind.Method)
            {
                Method(code, contract, method);
                continue;
            }

            bool both = i + 1 < contract.Methods.Count && contract.Methods[i + 1] is { Kind: MethodMemberKind.Setter } next
                && method.Kind == MethodMemberKind.Getter && next.DocumentationId == method.DocumentationId && next.DeclaringType == method.DeclaringType;
            Property(code, contract, both ? [method, contract.Methods[++i]] : [method]);
        }

        code.Close();
    }

    private static void Method(CodeWriter code, ContractModel contract, MethodModel method)
    {
        IEnumerable<string> parameters = method.Parameters.Select(parameter => $"{parameter.Type.FullName} {parameter.Identifier}");
        if (method.Token is not null)
        {
            parameters = parameters.Append($"global::System.Threading.CancellationToken {method.Token}");
        }

        code.Line($"{ProxyCall.ReturnType(method)} {method.DeclaringType}.{method.Member}({string.Join(", ", parameters)}) =>");
        code.Line($"    {Disposing(method, ProxyCall.Expression(contract, method))};");
    }

    // Disposing a proxy disposes the object, where its contract says that it can be, and then gives the reference back.
    private static string Disposing(MethodModel method, string call) => !method.Disposes ? call
        : method.ResultKind == MethodResultKind.Void ? $"Dispose(() => {call})"
        : $"DisposeAsync({call})";

    // A debugger that lists properties must not make calls.
    private static void Property(CodeWriter code, ContractModel contract, IReadOnlyList<MethodModel> accessors)
    {
        MethodModel first = accessors[0];
        code.Line("[global::System.Diagnostics.DebuggerBrowsable(global::System.Diagnostics.DebuggerBrowsableState.Never)]");
        if (accessors.Count == 2 && accessors[1].Parameters[0].Type.IsNonNullableReference != first.Result!.IsNonNullableReference)
        {
            code.Line($"[global::System.Diagnostics.CodeAnalysis.{(first.Result.IsNonNullableReference ? "AllowNull" : "DisallowNull")}]");
        }

        code.Open($"{(first.Kind == MethodMemberKind.Getter ? ProxyCall.ReturnType(first) : first.Parameters[0].Type.FullName)} {first.DeclaringType}.{first.Member}");
        foreach (MethodModel accessor in accessors)
        {
            code.Line($"{(accessor.Kind == MethodMemberKind.Getter ? "get" : "set")} => {ProxyCall.Expression(contract, accessor)};");
        }

        code.Close();
    }
}
