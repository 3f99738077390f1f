using System.Collections.Generic;
using System.Linq;

namespace Rpc.Generators.Model;

/// <summary>A method's traits by the names of the runtime's enum.</summary>
internal static class MethodTraits
{
    /// <summary>No reply is sent.</summary>
    public const string OneWay = nameof(OneWay);

    /// <summary>May be repeated.</summary>
    public const string Idempotent = nameof(Idempotent);

    /// <summary>A stream, or a body of bytes, comes back.</summary>
    public const string ServerStream = nameof(ServerStream);

    /// <summary>Of none of the traits.</summary>
    public const string None = nameof(None);

    /// <summary>In the enum's order; <c>None</c> where there is none.</summary>
    public static IReadOnlyList<string> Names(MethodModel method)
    {
        var names = new List<string>();
        if (method.IsOneWay)
        {
            names.Add(OneWay);
        }

        if (method.IsIdempotent)
        {
            names.Add(Idempotent);
        }

        if (method.ResultKind == MethodResultKind.Stream || method.GivesBody)
        {
            names.Add(ServerStream);
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

        return names.Count == 0 ? [None] : names;
    }

    /// <summary>The traits as one word.</summary>
    public static string Of(MethodModel method) => string.Join("+", Names(method));
}
