using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>How emitted code passes and takes what travels beside a call.</summary>
internal static class FlowEmitter
{
    /// <summary>The argument by which a proxy passes the flows of its call, with the comma before it; empty where there are none.</summary>
    public static string Passed(MethodModel method) => method.Flows.Any()
        ? $", new global::Rpc.Calls.CallFlows(){string.Concat(method.Flows.Select(Passed))}"
        : method.GivesBody ? ", flows: null" : string.Empty;

    /// <summary>The expression by which a dispatcher gives the argument to the method.</summary>
    public static string Taken(MethodModel method, ParameterModel parameter)
    {
        string argument = $"arguments.{parameter.Identifier}";
        if (parameter.Flow == ParameterFlow.None)
        {
            return argument;
        }

        int place = method.Flows.TakeWhile(other => other != parameter).Count();
        return $"call.Open{parameter.Flow}({place}, {argument}{Codec(parameter)})";
    }

    /// <summary>What an absent argument is in JSON; null where there must be one.</summary>
    public static string? Absent(ParameterModel parameter) => parameter.Flow == ParameterFlow.Progress ? parameter.Type.Codec + ".Nowhere" : null;

    /// <summary>What a call has in the place of a receiver that its caller does not pass; null for every other argument.</summary>
    public static string? Unheard(ParameterModel parameter) => Absent(parameter);

    private static string Passed(ParameterModel parameter) => $".{parameter.Flow}({parameter.Identifier}{Codec(parameter)})";

    private static string Codec(ParameterModel parameter) => parameter.Item is { } item ? ", " + CodecEmitter.ValueCodec(item) : string.Empty;
}
