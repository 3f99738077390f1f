using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The generator's ways into <see cref="ContractParser"/>.</summary>
internal static class ContractFindingsParser
{
    /// <summary>An interface with <c>[Remote]</c>. Null for the second of two parts of one that both carry the attribute, which the compiler refuses anyway.</summary>
    public static ContractFindings? Declared(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var contract = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData? first = contract.GetAttributes().FirstOrDefault(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "RemoteAttribute"));
        if (first?.ApplicationSyntaxReference is not { } place || place.SyntaxTree != context.TargetNode.SyntaxTree || !context.TargetNode.Span.Contains(place.Span))
        {
            return null;
        }

        Compilation compilation = context.SemanticModel.Compilation;
        var report = new ContractReport();
        var instances = new ContractInstances();
        ContractModel? model = ContractParser.Parse(contract, compilation, report, cancellationToken, instances);
        var own = new ContractResult(model, model is null ? report.FirstError : null, TypeNames.Display(contract));
        return new ContractFindings(own, ContractClosure.Parse(instances, compilation, report, cancellationToken), default);
    }

    /// <summary>The attributes of a file that name closed generic interfaces.</summary>
    public static ContractFindings Named(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var instances = new ContractInstances();
        foreach (AttributeData attribute in context.Attributes)
        {
            if (RemoteInstances.Named(attribute) is { } type && RemoteInstances.IsClosed(type))
            {
                instances.Add(type, place: null);
            }
        }

        return new ContractFindings(null, ContractClosure.Parse(instances, context.SemanticModel.Compilation, new ContractReport(), cancellationToken), default);
    }

    /// <summary>A call with a type argument; null where it asks for nothing.</summary>
    public static ContractFindings? Called(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!CallSites.IsWorthBinding(context.Node, context.SemanticModel)
            || context.SemanticModel.GetSymbolInfo(context.Node, cancellationToken).Symbol is not IMethodSymbol method
            || CallSites.KindOf(method) is not { } kind)
        {
            return null;
        }

        ContractFindings findings = CallSites.Parse(kind, method.TypeArguments[0], place: null, isInferred: !CallSites.IsWritten(context.Node), context.SemanticModel.Compilation, new ContractReport(), cancellationToken);
        return findings.Closed.Count + findings.Types.Count == 0 ? null : findings;
    }
}
