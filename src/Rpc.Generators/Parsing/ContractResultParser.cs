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
        SyntaxNode declaration = context.TargetNode;
        ContractMemory memory = ContractMemory.Of(declaration.SyntaxTree);
        DeclarationVersion version = DeclarationVersion.Of(context.SemanticModel.Compilation);
        if (!memory.TryGet(declaration.SpanStart, version, out ContractResult? result))
        {
            result = Read(context, cancellationToken);
            memory.Set(declaration.SpanStart, version, ContractSources.Of((INamedTypeSymbol)context.TargetSymbol), result);
        }

        return result;
    }

    private static ContractResult? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
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
}
