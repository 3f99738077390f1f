using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The generator's way into <see cref="ContractParser"/>.</summary>
internal static class ContractResultParser
{
    /// <summary>Null for the second of two parts of one interface that both carry the attribute, which the compiler refuses anyway.</summary>
    public static ContractResult? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var contract = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData? first = contract.GetAttributes().FirstOrDefault(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "RemoteAttribute"));
        if (first?.ApplicationSyntaxReference is not { } place || place.SyntaxTree != context.TargetNode.SyntaxTree || !context.TargetNode.Span.Contains(place.Span))
        {
            return null;
        }

        var report = new ContractReport();
        ContractModel? model = ContractParser.Parse(contract, context.SemanticModel.Compilation, report, cancellationToken);
        return new ContractResult(model, model is null ? report.FirstError : null, TypeNames.Display(contract));
    }

    /// <summary>The result in the light of what the build allows, which is not known where symbols are.</summary>
    public static ContractResult Allowed(ContractResult result, ContractSettings settings) =>
        !settings.AllowsMemoryPack && result.Contract is { } contract && TypeHandovers.Refusal(contract) is { } refusal ? result with { Contract = null, Error = refusal } : result;
}
