using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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
            // Two contracts may carry the same type that cannot travel, which is told at the type.
            var told = new ConcurrentDictionary<DiagnosticInfo, bool>();
            start.RegisterSymbolAction(symbol => Analyze(symbol, told), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<DiagnosticInfo, bool> told)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || !TypeAttributes.IsRemote(type))
        {
            return;
        }

        var report = new ContractReport(advises: true);
        ContractParser.Parse(type, context.Compilation, report, context.CancellationToken);
        bool emitsCalls = !ContractSettingsParser.IsFalse(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions, "RpcEmitCalls");
        foreach (DiagnosticInfo diagnostic in report.Diagnostics)
        {
            // Hints wait until the contract is right.
            bool isWanted = diagnostic.Descriptor.DefaultSeverity >= DiagnosticSeverity.Warning || !report.HasErrors;
            if (isWanted && (emitsCalls || diagnostic.Descriptor != ContractDiagnostics.CallsNameTaken) && told.TryAdd(diagnostic, true))
            {
                context.ReportDiagnostic(diagnostic.ToDiagnostic());
            }
        }
    }
}
