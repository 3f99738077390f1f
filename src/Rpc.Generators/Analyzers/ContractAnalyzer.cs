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
            CustomCodecAnalysis.Register(start, told);
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

        var report = new ContractReport();
        AnalyzerConfigOptions build = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        ContractParser.Parse(type, context.Compilation, report, context.CancellationToken, ContractSettingsParser.AllowsMemoryPack(build));
        bool emitsCalls = !ContractSettingsParser.IsFalse(build, "RpcEmitCalls");
        foreach (DiagnosticInfo diagnostic in report.Diagnostics)
        {
            if ((emitsCalls || diagnostic.Descriptor != ContractDiagnostics.CallsNameTaken) && told.TryAdd(diagnostic, true))
            {
                context.ReportDiagnostic(Diagnostic.Create(diagnostic.Descriptor, AnalyzerPlaces.Find(diagnostic.Location, context.Compilation), [.. diagnostic.Arguments]));
            }
        }
    }
}
