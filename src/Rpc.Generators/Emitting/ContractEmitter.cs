using System;
using System.Globalization;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the class that holds a contract's descriptors and makes its proxies.</summary>
internal static class ContractEmitter
{
    private const string MethodDescriptor = "global::Rpc.Calls.MethodDescriptor";
    private const string ContractDescriptor = "global::Rpc.Calls.ContractDescriptor";

    /// <summary>The class.</summary>
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        code.Line($"/// <summary>The contract of <see cref=\"{contract.DocumentationId}\"/>.</summary>");
        code.Line(ContractFile.Generated);
        code.Open($"internal sealed class {contract.Stem}Contract : global::Rpc.Stubs.Contract<{contract.TypeName}>");
        foreach (MethodModel method in contract.Methods)
        {
            Method(code, method);
        }

        Definition(code, contract);
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public override {ContractDescriptor} Descriptor => Definition;");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public override global::Rpc.Dispatch.Dispatcher Dispatcher {{ get; }} = new {contract.Stem}Dispatcher();");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Line($"public override {contract.TypeName} CreateProxy(global::Rpc.Stubs.ProxyTarget target) => new {contract.Stem}Proxy(target);");
        code.Close();
    }

    private static void Method(CodeWriter code, MethodModel method)
    {
        code.Line($"/// <summary>Describes <see cref=\"{method.DocumentationId}\"/>.</summary>");
        code.Line($"internal static readonly {MethodDescriptor} {method.Identifier} = new(");
        code.Line($"    {ContractFile.Literal(method.Name)},");
        code.Line($"    {ContractFile.Literal(method.Signature)},");
        code.Line($"    {ContractFile.Literal(method.Result?.DisplayName ?? "void")},");
        code.Line($"    {string.Join(" | ", MethodTraits.Names(method).Select(name => "global::Rpc.Calls.MethodTraits." + name))},");
        List(code, [.. method.Parameters.Select(Parameter)]);
        string end = $"    {ContractFile.Literal(method.Summary)})";
        if (method.Throws.Count == 0 && method.Timeout == 0 && method.Roles.Count == 0 && method.FormerNames.Count == 0 && method.TaskRetry is null)
        {
            code.Line(end + ";");
        }
        else
        {
            code.Line(end);
            Promises(code, method);
        }

        code.Line();
    }

    private static void Promises(CodeWriter code, MethodModel method)
    {
        code.Open(string.Empty);
        if (method.Timeout != 0)
        {
            code.Line($"TimeoutMilliseconds = {method.Timeout.ToString(CultureInfo.InvariantCulture)},");
        }

        if (method.Roles.Count != 0)
        {
            code.Line($"Roles = {Roles(method.Roles)},");
        }

        if (method.FormerNames.Count != 0)
        {
            code.Line($"FormerNames = {Names(method.FormerNames)},");
        }

        if (method.TaskRetry is { } retry)
        {
            code.Line($"TaskRetry = new global::Rpc.Calls.TaskRetryRule({Retry(retry)}),");
        }

        if (method.Throws.Count != 0)
        {
            code.Line("Throws =");
            code.Line("[");
            foreach (ThrowModel exception in method.Throws)
            {
                code.Line($"    {Exception(exception)},");
            }

            code.Line("],");
        }

        code.Close("};");
    }

    private static string Retry(TaskRetryModel retry) => string.Join(", ",
        retry.Retries.ToString(CultureInfo.InvariantCulture), Number(retry.FirstDelaySeconds), Number(retry.Factor), Number(retry.MaxDelaySeconds), Names(retry.NotAfter));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Roles(EquatableArray<RoleSet> sets) => $"[{string.Join(", ", sets.Select(set => Names(set.Any)))}]";

    private static string Names(EquatableArray<string> names) => $"[{string.Join(", ", names.Select(ContractFile.Literal))}]";

    private static string Exception(ThrowModel exception) => exception.Type is { } type
        ? $"new global::Rpc.Calls.ListedException<{type.BareName}>({ContractFile.Literal(exception.Name)}, static () => global::Rpc.Codec.CodecOf<{type.CodecType}, {type.Codec}>.Value)"
        : $"new global::Rpc.Calls.ListedException({ContractFile.Literal(exception.Name)})";

    private static void Definition(CodeWriter code, ContractModel contract)
    {
        code.Line($"/// <summary>Describes <see cref=\"{contract.DocumentationId}\"/> with all its methods.</summary>");
        code.Line($"internal static readonly {ContractDescriptor} Definition = new(");
        code.Line($"    {ContractFile.Literal(contract.Name)},");
        code.Line($"    {ContractFile.Literal(contract.Fingerprint)},");
        List(code, [.. contract.Methods.Select(method => method.Identifier)]);
        List(code, [.. contract.Shapes.Select(type => $"new global::Rpc.Calls.TypeDescriptor({ContractFile.Literal(type.Name)}, {ContractFile.Literal(type.Shape)})")]);
        string[] more =
        [
            .. contract.Roles.Count == 0 ? Array.Empty<string>() : [$"Roles = {Roles(contract.Roles)}"],
            .. contract.FormerNames.Count == 0 ? Array.Empty<string>() : [$"FormerNames = {Names(contract.FormerNames)}"],
        ];
        code.Line($"    {ContractFile.Literal(contract.Summary)}){(more.Length == 0 ? string.Empty : $" {{ {string.Join(", ", more)} }}")};");
    }

    private static void List(CodeWriter code, string[] items)
    {
        if (items.Length == 0)
        {
            code.Line("    [],");
            return;
        }

        code.Line("    [");
        foreach (string item in items)
        {
            code.Line($"        {item},");
        }

        code.Line("    ],");
    }

    private static string Parameter(ParameterModel parameter)
    {
        string value = parameter.Default is { } given ? ", " + ContractFile.Literal(given.Json) : string.Empty;
        return $"new global::Rpc.Calls.ParameterDescriptor({ContractFile.Literal(parameter.Name)}, {ContractFile.Literal(parameter.Type.DisplayName)}{value})";
    }
}
