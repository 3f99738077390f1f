using System;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the structs that carry a contract's arguments.</summary>
internal static class ArgumentsEmitter
{
    /// <summary>One static class, a struct in it for each method with parameters. Null where no method has any.</summary>
    public static string? Emit(ContractModel contract, string generatedNamespace)
    {
        if (contract.Methods.All(method => method.Parameters.Count == 0))
        {
            return null;
        }

        CodeWriter code = ContractFile.Begin(contract, generatedNamespace);
        code.Line($"/// <summary>The arguments of each method of <see cref=\"{contract.DocumentationId}\"/>.</summary>");
        code.Line(ContractFile.Generated);
        code.Open($"internal static class {contract.Stem}Arguments");
        bool first = true;
        foreach (MethodModel method in contract.Methods.Where(method => method.Parameters.Count != 0))
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            Struct(code, method);
        }

        code.Close();
        return code.ToString();
    }

    private static void Struct(CodeWriter code, MethodModel method)
    {
        code.Open($"internal struct {method.Identifier} : global::Rpc.Calls.ICallArguments");
        foreach (ParameterModel parameter in method.Parameters)
        {
            code.Line($"public {parameter.Type.FullName} {parameter.Identifier};");
        }

        code.Line();
        code.Open($"public {method.Identifier}({string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type.FullName} {parameter.Identifier}"))})");
        foreach (ParameterModel parameter in method.Parameters)
        {
            code.Line($"this.{parameter.Identifier} = {parameter.Identifier};");
        }

        code.Close();
        Each(code, method, "readonly void global::Rpc.Calls.ICallArguments.Write(ref global::Rpc.Codec.RpcWriter writer)", parameter =>
            CodecEmitter.Write(parameter.Type, "writer", $"this.{parameter.Identifier}", parameter.Name));
        Each(code, method, "void global::Rpc.Calls.ICallArguments.Read(ref global::Rpc.Codec.RpcReader reader)", parameter =>
            $"this.{parameter.Identifier} = {CodecEmitter.Read(parameter.Type, "reader", parameter.Name)};");
        WriteJson(code, method);
        ReadJson(code, method);
        code.Close();
    }

    private static void Each(CodeWriter code, MethodModel method, string header, Func<ParameterModel, string> statement)
    {
        code.Line();
        code.Open(header);
        foreach (ParameterModel parameter in method.Parameters)
        {
            code.Line(statement(parameter));
        }

        code.Close();
    }

    private static void WriteJson(CodeWriter code, MethodModel method)
    {
        code.Line();
        code.Open("readonly void global::Rpc.Calls.ICallArguments.WriteJson(ref global::Rpc.Codec.RpcJsonWriter writer)");
        code.Line("writer.Output.WriteStartArray();");
        foreach (ParameterModel parameter in method.Parameters)
        {
            code.Line(CodecEmitter.WriteJson(parameter.Type, "writer", $"this.{parameter.Identifier}", parameter.Name));
        }

        code.Line("writer.Output.WriteEndArray();");
        code.Close();
    }

    private static void ReadJson(CodeWriter code, MethodModel method)
    {
        code.Line();
        code.Open("void global::Rpc.Calls.ICallArguments.ReadJson(ref global::Rpc.Codec.RpcJsonReader reader)");
        string names = string.Join(", ", method.Parameters.Select(parameter => ContractFile.Literal(parameter.Name)));
        code.Line($"var arguments = new global::Rpc.Calls.JsonArguments({names});");
        code.Open("while (arguments.Next(ref reader, out int place))");
        code.Open("switch (place)");
        for (int i = 0; i < method.Parameters.Count; i++)
        {
            ParameterModel parameter = method.Parameters[i];
            code.Line($"case {i}: this.{parameter.Identifier} = {CodecEmitter.ReadJson(parameter.Type, "reader", parameter.Name)}; break;");
        }

        code.Close();
        code.Close();
        code.Line();
        for (int i = 0; i < method.Parameters.Count; i++)
        {
            ParameterModel parameter = method.Parameters[i];
            code.Line(Absent(parameter) is { } value
                ? $"if (arguments.IsAbsent({i})) this.{parameter.Identifier} = {value};"
                : $"arguments.Require({i});");
        }

        code.Close();
    }

    private static string? Absent(ParameterModel parameter) =>
        FlowEmitter.Absent(parameter)
        ?? parameter.Default?.Code
        ?? (parameter.IsParams ? "[]" : parameter.Type.FullName.EndsWith("?", StringComparison.Ordinal) ? "null" : null);
}
