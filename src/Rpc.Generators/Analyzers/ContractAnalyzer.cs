using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
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
            // Two contracts, or a contract and a call, may carry the same type that cannot travel, which is told at the type.
            var told = new ConcurrentDictionary<DiagnosticInfo, bool>();
            LockSessions? locked = LockSessions.Begin(start.Options, start.CancellationToken);
            AnalyzerConfigOptions build = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
            var findings = new AnalyzerFindings(start.Compilation, ContractSettingsParser.EmitsCalls(build), ContractSettingsParser.AllowsMemoryPack(build), told, locked);
            CustomCodecAnalysis.Register(start, told);
            start.RegisterSymbolAction(symbol => Tell(symbol, findings), SymbolKind.NamedType);

            // Not as operations: the compiler would make those for every body, and most bodies are generated ones.
            start.RegisterSyntaxNodeAction(call => Tell(CallSiteAnalysis.Call(call, locked), told, call.ReportDiagnostic), SyntaxKind.InvocationExpression);
            start.RegisterSyntaxNodeAction(node => Tell(CallSiteAnalysis.Attribute(node, locked), told, node.ReportDiagnostic), SyntaxKind.Attribute);
            if (locked is not null)
            {
                start.RegisterCompilationEndAction(locked.End);
            }
        });
    }

    private static void Tell(SymbolAnalysisContext context, AnalyzerFindings findings)
    {
        foreach (Diagnostic diagnostic in findings.In((INamedTypeSymbol)context.Symbol, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void Tell(ContractReport? report, ConcurrentDictionary<DiagnosticInfo, bool> told, Action<Diagnostic> tell)
    {
        foreach (DiagnosticInfo diagnostic in report?.Diagnostics ?? [])
        {
            if (told.TryAdd(diagnostic, true))
            {
                tell(diagnostic.ToDiagnostic());
            }
        }
    }
}
