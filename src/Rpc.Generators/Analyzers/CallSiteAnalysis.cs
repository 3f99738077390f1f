using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>What is wrong with calls of the runtime's generic methods, and with attributes that name closed generic interfaces.</summary>
internal static class CallSiteAnalysis
{
    /// <summary>The report on a call; null for a call of something else.</summary>
    public static ContractReport? Call(SyntaxNodeAnalysisContext context, LockSessions? locked)
    {
        var syntax = (InvocationExpressionSyntax)context.Node;
        if (!CallSites.IsNamedLikeOne(syntax)
            || context.SemanticModel.GetSymbolInfo(syntax, context.CancellationToken).Symbol is not IMethodSymbol method
            || CallSites.KindOf(method) is not { } kind)
        {
            return null;
        }

        SimpleNameSyntax? name = CallSites.Name(syntax);
        Location place = (name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments[0] : name ?? (SyntaxNode)syntax).GetLocation();
        var report = new ContractReport { AllowsMemoryPack = ContractSettingsParser.AllowsMemoryPack(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions) };
        CallSites.Parse(kind, method.TypeArguments[0], place, isInferred: name is not GenericNameSyntax, context.Compilation, report, context.CancellationToken, locked?.Comparer(context.Compilation, context.ReportDiagnostic));
        return report;
    }

    /// <summary>The report on an attribute; null for another attribute.</summary>
    public static ContractReport? Attribute(SyntaxNodeAnalysisContext context, LockSessions? locked)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not TypeOfExpressionSyntax named
            || context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol is not IMethodSymbol constructor
            || !ContractSymbols.Is(constructor.ContainingType, "Rpc", "RemoteInstanceAttribute")
            || context.SemanticModel.GetTypeInfo(named.Type, context.CancellationToken).Type is not { TypeKind: not TypeKind.Error } type)
        {
            return null;
        }

        var report = new ContractReport { AllowsMemoryPack = ContractSettingsParser.AllowsMemoryPack(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions) };
        var instances = new ContractInstances();
        if (RemoteInstances.IsClosed(type))
        {
            instances.Add((INamedTypeSymbol)type, named.Type.GetLocation());
        }
        else
        {
            report.Add(ContractDiagnostics.NoInstance, named.Type.GetLocation(), TypeNames.Display(type));
        }

        ContractClosure.Parse(instances, context.Compilation, report, context.CancellationToken, locked?.Comparer(context.Compilation, context.ReportDiagnostic));
        return report;
    }
}
