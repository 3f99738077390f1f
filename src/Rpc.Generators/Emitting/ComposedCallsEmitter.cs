using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the factories whose arguments may be results of tasks. They stand in the base class of the others, which come first wherever both fit.</summary>
internal static class ComposedCallsEmitter
{
    private const string Stubs = "global::Rpc.Stubs.";

    /// <summary>The name of the class.</summary>
    public static string ClassName(ContractModel contract) => contract.Stem + "ComposedCalls";

    /// <summary>The methods that have such a factory.</summary>
    public static IEnumerable<MethodModel> Methods(ContractModel contract) =>
        contract.Calls is null ? [] : contract.Methods.Where(method => method.CanBeComposed && method.CallName != ClassName(contract));

    /// <summary>The class. Nothing where no method has such a factory.</summary>
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        MethodModel[] methods = [.. Methods(contract)];
        if (methods.Length == 0)
        {
            return;
        }

        code.Line();
        code.Line($"/// <summary>Makes calls of <see cref=\"{contract.DocumentationId}\"/> whose arguments may be results of tasks.</summary>");
        code.Line(ContractFile.Generated);
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        code.Open($"{ContractFile.Visibility(contract.Calls!)} abstract class {ClassName(contract)}");
        for (int i = 0; i < methods.Length; i++)
        {
            if (i != 0)
            {
                code.Line();
            }

            Factory(code, contract, methods[i]);
        }

        code.Close();
    }

    private static void Factory(CodeWriter code, ContractModel contract, MethodModel method)
    {
        string codec = ContractFile.ResultArgument(method);
        string parts = string.Concat(method.Parameters.Select(parameter => ", " + Part(parameter)));
        code.Line($"/// <summary>A call of <see cref=\"{method.DocumentationId}\"/>, with results of tasks among its arguments.</summary>");
        string start = $"public static {ContractFile.Call(method)} {method.CallName}(";
        if (method.Given.Any(IsSilentOfNull))
        {
            code.Line(start);
            Parameters(code, [.. method.Given]);
        }
        else
        {
            code.Line($"{start}{string.Join(", ", method.Given.Select(parameter => Parameter(parameter, parameter.Type.FullName)))}) =>");
        }

        code.Line($"    {Stubs}RemoteCalls.Compose({contract.Stem}Contract.{method.Identifier}{codec}{parts});");
    }

    private static void Parameters(CodeWriter code, ParameterModel[] given)
    {
        for (int i = 0; i < given.Length; i++)
        {
            string end = i == given.Length - 1 ? ") =>" : ",";
            if (!IsSilentOfNull(given[i]))
            {
                code.Line($"    {Parameter(given[i], given[i].Type.FullName)}{end}");
                continue;
            }

            // It still may say something of its elements, which the compiler then minds.
            bool minds = given[i].Type.BareName.Contains("?");
            code.Line("#nullable disable annotations" + (minds ? "\n#pragma warning disable CS8632, CS8669" : string.Empty));
            code.Line($"    {Parameter(given[i], given[i].Type.BareName)}{end}");
            code.Line((minds ? "#pragma warning restore CS8632, CS8669\n" : string.Empty) + "#nullable enable annotations");
        }
    }

    // Where null is a value, results that are never null fit as well as those that may be: then the type says nothing of it.
    private static bool IsSilentOfNull(ParameterModel parameter) => parameter.Type.BareName != parameter.Type.FullName;

    private static string Parameter(ParameterModel parameter, string type) => $"global::Rpc.CallArgument<{type}> {parameter.Identifier}";

    private static string Part(ParameterModel parameter) => parameter.Flow == ParameterFlow.None
        ? $"{Stubs}ArgumentPart.Of({CodecText.Literal(parameter.Name)}, {parameter.Identifier}, {CodecEmitter.ValueCodec(parameter.Type)})"
        : Stubs + "ArgumentPart.Receiver";
}
