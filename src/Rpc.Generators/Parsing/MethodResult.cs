using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>How a declared result type gives its value, and which type travels.</summary>
internal static class MethodResult
{
    private const string Tasks = "System.Threading.Tasks";

    /// <summary>The kind, and the type that travels; null for none.</summary>
    public static (MethodResultKind Kind, ITypeSymbol? Value) Of(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return (MethodResultKind.Void, null);
        }

        if (MethodFlows.IsBody(type))
        {
            return (MethodResultKind.Body, type);
        }

        if (type is not INamedTypeSymbol named)
        {
            return (MethodResultKind.Value, type);
        }

        return named.Arity switch
        {
            0 when ContractSymbols.Is(named, Tasks, "Task") => (MethodResultKind.Task, null),
            0 when ContractSymbols.Is(named, Tasks, "ValueTask") => (MethodResultKind.ValueTask, null),
            1 when ContractSymbols.Is(named, Tasks, "Task", 1) && MethodFlows.IsBody(named.TypeArguments[0]) => (MethodResultKind.TaskOfBody, named.TypeArguments[0]),
            1 when ContractSymbols.Is(named, Tasks, "ValueTask", 1) && MethodFlows.IsBody(named.TypeArguments[0]) => (MethodResultKind.ValueTaskOfBody, named.TypeArguments[0]),
            1 when ContractSymbols.Is(named, Tasks, "Task", 1) => (MethodResultKind.TaskOfValue, named.TypeArguments[0]),
            1 when ContractSymbols.Is(named, Tasks, "ValueTask", 1) => (MethodResultKind.ValueTaskOfValue, named.TypeArguments[0]),
            1 when ContractSymbols.Is(named, "System.Collections.Generic", "IAsyncEnumerable", 1) => (MethodResultKind.Stream, named.TypeArguments[0]),
            _ => (MethodResultKind.Value, type),
        };
    }
}
