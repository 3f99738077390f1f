using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>What could be better about a method that works.</summary>
internal static class MethodAdvice
{
    /// <summary>Reports it at the method. What is written in another project is left to that.</summary>
    public static void Give(IMethodSymbol method, MethodMemberKind kind, MethodResultKind result, ContractPlaces places, ContractReport report)
    {
        if (kind != MethodMemberKind.Method || ContractSymbols.Has(method, "Rpc", "OneWayAttribute") || !places.IsHere(method))
        {
            return;
        }

        if (result is MethodResultKind.Void or MethodResultKind.Value)
        {
            report.Add(ContractDiagnostics.Blocking, places.Of(method), ContractNames.Short(method));
        }
        else if (!method.Parameters.Any(parameter => parameter.IsParams || MethodParameters.IsToken(parameter)))
        {
            report.Add(ContractDiagnostics.NoToken, places.Of(method), ContractNames.Short(method));
        }
    }
}
