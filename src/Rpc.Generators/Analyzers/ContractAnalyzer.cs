using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;
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
            LockSession? locked = LockSession.Begin(start.Options, start.CancellationToken);
            start.RegisterSymbolAction(symbol => Analyze(symbol, told, locked), SymbolKind.NamedType);
            if (locked is not null)
            {
                start.RegisterCompilationEndAction(locked.End);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<DiagnosticInfo, bool> told, LockSession? locked)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || !TypeAttributes.IsRemote(type))
        {
            return;
        }

        var report = new ContractReport();
        ContractModel? model = ContractParser.Parse(type, context.Compilation, report, context.CancellationToken);
        locked?.Compare(context, type, model);
        bool emitsCalls = !ContractSettingsParser.IsFalse(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions, "RpcEmitCalls");
        foreach (DiagnosticInfo diagnostic in report.Diagnostics)
        {
            if ((emitsCalls || diagnostic.Descriptor != ContractDiagnostics.CallsNameTaken) && told.TryAdd(diagnostic, true))
            {
                context.ReportDiagnostic(Diagnostic.Create(diagnostic.Descriptor, AnalyzerPlaces.Find(diagnostic.Location, context.Compilation), [.. diagnostic.Arguments]));
            }
        }
    }
}
