using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the factories that make calls of a contract as values.</summary>
internal static class CallsEmitter
{
    /// <summary>The file; null where no method has a factory.</summary>
    public static string? Emit(ContractModel contract, string generatedNamespace)
    {
        MethodModel[] methods = [.. contract.Methods.Where(method => method.CallName is not null)];
        if (contract.Calls is not { } calls || methods.Length == 0)
        {
            return null;
        }

        CodeWriter code = ContractFile.Begin(contract, calls.Namespace);
        code.Line($"/// <summary>Makes calls of <see cref=\"{contract.DocumentationId}\"/> as values: for batches and tasks, which make them later.</summary>");
        code.Line(ContractFile.Generated);
        string visible = ContractFile.Visibility(calls);

        // Static methods of a base class are looked at only where none of the class itself fits: so a call binds as if there were no others.
        code.Open(ComposedCallsEmitter.Methods(contract).Any()
            ? $"{visible} abstract class {calls.ClassName} : global::{generatedNamespace}.{ComposedCallsEmitter.ClassName(contract)}"
            : $"{visible} static class {calls.ClassName}");
        for (int i = 0; i < methods.Length; i++)
        {
            if (i != 0)
            {
                code.Line();
            }

            Factory(code, contract, methods[i], $"global::{generatedNamespace}.");
        }

        code.Close();
        return code.ToString();
    }

    private static void Factory(CodeWriter code, ContractModel contract, MethodModel method, string space)
    {
        string arguments = method.Parameters.Count == 0 ? ContractFile.Arguments(contract, method) : space + ContractFile.Arguments(contract, method);
        string codec = ContractFile.ResultArgument(method);
        string values = string.Join(", ", method.Parameters.Select(parameter => FlowEmitter.Unheard(parameter) ?? parameter.Identifier));
        string holder = $"{space}{contract.Stem}Contract";
        int last = LastRequired(method);
        code.Line($"/// <summary>A call of <see cref=\"{method.DocumentationId}\"/>.</summary>");
        code.Line($"public static {ContractFile.Call(method)} {method.CallName}({string.Join(", ", method.Given.Select((parameter, place) => Parameter(parameter, place > last)))}) =>");
        code.Line($"    global::Rpc.Stubs.RemoteCalls.Create({holder}.Definition, {holder}.{method.Identifier}, new {arguments}({values}){codec});");
    }

    // Written for C# 12, which knows no params but arrays.
    private static int LastRequired(MethodModel method) => method.Given.ToList().FindLastIndex(parameter => parameter.Default is null && !parameter.IsParamsArray);

    private static string Parameter(ParameterModel parameter, bool mayBeLeftOut)
    {
        string value = parameter.Default is { } given && mayBeLeftOut ? " = " + given.Code : string.Empty;
        return $"{(parameter.IsParamsArray ? "params " : string.Empty)}{parameter.Type.FullName} {parameter.Identifier}{value}";
    }
}
