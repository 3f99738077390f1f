using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>The expression by which a proxy's member makes its call.</summary>
internal static class ProxyCall
{
    private const string Tasks = "global::System.Threading.Tasks.";

    /// <summary>The declared type of the member.</summary>
    public static string ReturnType(MethodModel method) => method.ResultKind switch
    {
        MethodResultKind.Void => "void",
        MethodResultKind.Task => Tasks + "Task",
        MethodResultKind.TaskOfValue or MethodResultKind.TaskOfBody => $"{Tasks}Task<{method.Result!.FullName}>",
        MethodResultKind.ValueTask => Tasks + "ValueTask",
        MethodResultKind.ValueTaskOfValue or MethodResultKind.ValueTaskOfBody => $"{Tasks}ValueTask<{method.Result!.FullName}>",
        MethodResultKind.Stream => $"global::System.Collections.Generic.IAsyncEnumerable<{method.Result!.FullName}>",
        _ => method.Result!.FullName,
    };

    /// <summary>The call, without a semicolon.</summary>
    public static string Expression(ContractModel contract, MethodModel method)
    {
        string arguments = ContractFile.Arguments(contract, method);
        string type = method.Result is { } result ? $"{arguments}, {result.FullName}" : arguments;
        string codec = ContractFile.ResultArgument(method);
        string flows = FlowEmitter.Passed(method);
        string token = method.Token is { } name ? ", " + name : string.Empty;
        string values = method.Parameters.Count == 0 ? "default" : $"new({string.Join(", ", method.Parameters.Select(parameter => parameter.Identifier))})";
        string call = $"{This(method)}{Verb(method)}<{type}>({contract.Stem}Contract.{method.Identifier}, {values}{flows}{codec}{token})";
        return method.ResultKind is MethodResultKind.Task or MethodResultKind.TaskOfValue or MethodResultKind.TaskOfBody ? call + ".AsTask()" : call;
    }

    private static string Verb(MethodModel method) => method.ResultKind switch
    {
        MethodResultKind.Void when method.IsOneWay => "Post",
        _ when method.IsOneWay => "PostAsync",
        MethodResultKind.Void or MethodResultKind.Value => "Call",
        MethodResultKind.Stream => "Stream",
        MethodResultKind.Body => "Body",
        MethodResultKind.TaskOfBody or MethodResultKind.ValueTaskOfBody => "BodyAsync",
        _ => "CallAsync",
    };

    // A parameter may have the verb's name.
    private static string This(MethodModel method) => method.Parameters.Any(parameter => parameter.Identifier == Verb(method)) ? "this." : string.Empty;
}
