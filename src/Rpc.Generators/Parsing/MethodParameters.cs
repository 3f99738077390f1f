using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Rules over a whole parameter list.</summary>
internal static class MethodParameters
{
    /// <summary>Whether it is the cancellation token, which does not travel.</summary>
    public static bool IsToken(IParameterSymbol parameter) => ContractSymbols.Is(parameter.Type, "System.Threading", "CancellationToken");

    /// <summary>Drops defaults that a required parameter follows: attributes can declare such, C# cannot.</summary>
    public static IEnumerable<ParameterModel> TrailingDefaults(IEnumerable<ParameterModel> parameters)
    {
        ParameterModel[] list = [.. parameters];
        int required = list.ToList().FindLastIndex(parameter => parameter is { Default: null, IsParams: false });
        return list.Select((parameter, place) => place < required ? parameter with { Default = null } : parameter);
    }
}
