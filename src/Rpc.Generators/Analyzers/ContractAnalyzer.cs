using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Reports what is wrong with <c>[Remote]</c> interfaces and their uses, in the editor and in the build. The generator itself stays silent, so nothing is told twice.</summary>
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
            start.RegisterSymbolAction(symbol => Tell(Symbol(symbol, locked), symbol.Compilation, symbol.Options, told, symbol.ReportDiagnostic), SymbolKind.NamedType);
            start.RegisterOperationAction(call => Tell(CallSiteAnalysis.Call(call, locked), call.Compilation, call.Options, told, call.ReportDiagnostic), OperationKind.Invocation);
            start.RegisterSyntaxNodeAction(node => Tell(CallSiteAnalysis.Attribute(node, locked), node.Compilation, node.Options, told, node.ReportDiagnostic), SyntaxKind.Attribute);
            if (locked is not null)
            {
                start.RegisterCompilationEndAction(locked.End);
            }
        });
    }

    private static ContractReport? Symbol(SymbolAnalysisContext context, LockSession? locked)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || !TypeAttributes.IsRemote(type))
        {
            return null;
        }

        var report = new ContractReport();
        var instances = new ContractInstances();
        ContractModel? model = ContractParser.Parse(type, context.Compilation, report, context.CancellationToken, instances);
        if (type.Arity == 0)
        {
            locked?.Compare(type, model, context.Compilation, context.ReportDiagnostic);
        }

        ContractClosure.Parse(instances, context.Compilation, report, context.CancellationToken, locked?.Comparer(context.Compilation, context.ReportDiagnostic));
        return report;
    }

    private static void Tell(ContractReport? report, Compilation compilation, AnalyzerOptions options, ConcurrentDictionary<DiagnosticInfo, bool> told, Action<Diagnostic> tell)
    {
        if (report is null)
        {
            return;
        }

        bool emitsCalls = !ContractSettingsParser.IsFalse(options.AnalyzerConfigOptionsProvider.GlobalOptions, "RpcEmitCalls");
        foreach (DiagnosticInfo diagnostic in report.Diagnostics)
        {
            if ((emitsCalls || diagnostic.Descriptor != ContractDiagnostics.CallsNameTaken) && told.TryAdd(diagnostic, true))
            {
                tell(Diagnostic.Create(diagnostic.Descriptor, AnalyzerPlaces.Find(diagnostic.Location, compilation), [.. diagnostic.Arguments]));
            }
        }
    }
}
