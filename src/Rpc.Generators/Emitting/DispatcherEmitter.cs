using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the class that calls the object on the callee's side: a switch, and behind it one small method for each remote one, so that no call pays for the arguments of another.</summary>
internal static class DispatcherEmitter
{
    private const string Call = "global::Rpc.Calls.IncomingCall";
    private const string Done = "global::System.Threading.Tasks.ValueTask";

    /// <summary>The class.</summary>
    public static void Emit(CodeWriter code, ContractModel contract)
    {
        code.Line($"/// <summary>Calls an implementation of <see cref=\"{contract.DocumentationId}\"/> for another side.</summary>");
        code.Line(ContractFile.Generated);
        code.Open($"internal sealed class {contract.Stem}Dispatcher : global::Rpc.Dispatch.Dispatcher");
        code.Line(ContractFile.Inherited);
        code.Line($"public override global::Rpc.Calls.ContractDescriptor Descriptor => {contract.Stem}Contract.Definition;");
        code.Line();
        code.Line(ContractFile.Inherited);
        code.Open($"public override {Done} DispatchAsync(object target, int method, {Call} call)");
        if (contract.Methods.Count == 0)
        {
            code.Line(Unknown(contract));
        }
        else
        {
            Switch(code, contract);
        }

        code.Close();
        foreach (MethodModel method in contract.Methods)
        {
            code.Line();
            Method(code, contract, method);
        }

        code.Close();
    }

    private static void Switch(CodeWriter code, ContractModel contract)
    {
        code.Line($"var instance = ({contract.TypeName})target;");
        code.Open("switch (method)");
        for (int i = 0; i < contract.Methods.Count; i++)
        {
            code.Line($"case {i}: return {contract.Methods[i].Identifier}(instance, call);");
        }

        code.Line($"default: {Unknown(contract)}");
        code.Close();
    }

    private static string Unknown(ContractModel contract) =>
        $"throw new global::Rpc.RpcException(global::Rpc.RpcStatus.Unimplemented, $\"{contract.Name} has no method {{method}}.\", reason: global::Rpc.RpcErrorReason.NoSuchMethod);";

    private static void Method(CodeWriter code, ContractModel contract, MethodModel method)
    {
        code.Open($"private static {Done} {method.Identifier}({contract.TypeName} instance, {Call} call)");
        string arguments = ContractFile.Arguments(contract, method);
        code.Line($"call.ReadArguments(out {arguments} {(method.Parameters.Count == 0 ? "_" : "arguments")});");
        if (method.Disposes)
        {
            code.Line("call.EndLease(instance);");
        }

        string invocation = Invocation(method);
        string codec = ContractFile.ResultArgument(method);
        switch (method.ResultKind)
        {
            case MethodResultKind.Void:
                code.Line(invocation + ";");
                code.Line("return call.Respond();");
                break;
            case MethodResultKind.Value:
                code.Line($"return call.Respond({invocation}{codec});");
                break;
            case MethodResultKind.Body:
                code.Line($"return call.RespondBody({invocation}{codec});");
                break;
            case MethodResultKind.TaskOfBody or MethodResultKind.ValueTaskOfBody:
                code.Line($"return call.RespondBodyAsync({invocation}{codec});");
                break;
            case MethodResultKind.Stream:
                code.Line($"return call.RespondStreamAsync({invocation}{codec});");
                break;
            default:
                code.Line($"return call.RespondAsync({invocation}{codec});");
                break;
        }

        code.Close();
    }

    // An inherited member is called through the interface that declares it: the contract may hide it.
    private static string Invocation(MethodModel method)
    {
        string member = $"{(method.IsInherited ? $"(({method.DeclaringType})instance)" : "instance")}.{method.Member}";
        switch (method.Kind)
        {
            case MethodMemberKind.Getter:
                return member;
            case MethodMemberKind.Setter:
                return $"{member} = arguments.{method.Parameters[0].Identifier}";
            default:
                var values = method.Parameters.Select(parameter => FlowEmitter.Taken(method, parameter));
                return $"{member}({string.Join(", ", method.Token is null ? values : values.Append("call.CancellationToken"))})";
        }
    }
}
