using System.Collections.Generic;
using System.Linq;

namespace Rpc.Generators.Model;

/// <summary>A method's traits by the names of the runtime's enum.</summary>
internal static class MethodTraits
{
    /// <summary>In the enum's order; <c>None</c> where there is none.</summary>
    public static IReadOnlyList<string> Names(MethodModel method)
    {
        var names = new List<string>();
        if (method.IsOneWay)
        {
            names.Add("OneWay");
        }

        if (method.IsIdempotent)
        {
            names.Add("Idempotent");
        }

        if (method.ResultKind == MethodResultKind.Stream || method.GivesBody)
        {
            names.Add("ServerStream");
        }

        if (method.Kind != MethodMemberKind.Method)
        {
            names.Add("Property");
        }

        if (method.Flows.Any(parameter => parameter.Flow != ParameterFlow.Progress))
        {
            names.Add("ClientStream");
        }

        if (method.Flows.Any(parameter => parameter.Flow == ParameterFlow.Progress))
        {
            names.Add("Progress");
        }

        return names.Count == 0 ? ["None"] : names;
    }

    /// <summary>The traits as one word.</summary>
    public static string Of(MethodModel method) => string.Join("+", Names(method));
}
