using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Reports what is wrong with <c>[Remote]</c> interfaces, in the editor and in the build. The generator itself stays silent, so nothing is told twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => AnalyzerDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            bool emitsCalls = !ContractSettingsParser.IsFalse(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, "RpcEmitCalls");
            var findings = new AnalyzerFindings(start.Compilation, emitsCalls);
            start.RegisterSymbolAction(symbol => Report(symbol, findings), SymbolKind.NamedType);
        });
    }

    private static void Report(SymbolAnalysisContext context, AnalyzerFindings findings)
    {
        foreach (Diagnostic diagnostic in findings.In((INamedTypeSymbol)context.Symbol, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
