using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The types whose values travel beside a call while it runs: streams, bodies of bytes, receivers of progress.</summary>
internal static class MethodFlows
{
    /// <summary>Whether the type is <c>Stream</c> itself.</summary>
    public static bool IsBody(ITypeSymbol type) => ContractSymbols.Is(type, "System.IO", "Stream");

    /// <summary>What a parameter of that type is.</summary>
    public static ParameterFlow Of(ITypeSymbol type) => IsBody(type) ? ParameterFlow.Body
        : ContractSymbols.Is(type, "System.Collections.Generic", "IAsyncEnumerable", 1) ? ParameterFlow.Items
        : ContractSymbols.Is(type, "System", "IProgress", 1) ? ParameterFlow.Progress
        : ParameterFlow.None;

    /// <summary>Why a value of that type cannot travel at a place where flows cannot, or is none that can; null for every other type.</summary>
    public static string? Refusal(ITypeSymbol type) => Of(type) switch
    {
        ParameterFlow.Items => "a stream is a parameter, or the result itself and not in a task",
        ParameterFlow.Progress => "a receiver of progress is a parameter",
        ParameterFlow.Body => "a body is a parameter, or the result of a method",
        _ => ContractSymbols.DerivesFrom(type, "System.IO", "Stream") ? "the other side does not get that kind of stream: declare System.IO.Stream" : null,
    };

    /// <summary>The model of the parameter or result: what travels in its place says whether there is one.</summary>
    public static TypeModel Model(ITypeSymbol type, ParameterFlow flow, TypeModel? item) => TypeChooser.Model(
        type,
        TypeCategory.Flow,
        flow switch
        {
            ParameterFlow.Items => $"global::Rpc.Calls.ItemsArgument<{item!.FullName}, {item.PolicyCodec}>",
            ParameterFlow.Progress => $"global::Rpc.Calls.ProgressArgument<{item!.FullName}, {item.PolicyCodec}>",
            _ => "global::Rpc.Calls.BodyArgument",
        },
        "f1");
}
