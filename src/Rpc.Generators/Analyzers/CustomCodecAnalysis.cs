using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Reports what is wrong with [CustomCodec] attributes, also in a project without contracts.</summary>
internal static class CustomCodecAnalysis
{
    public static void Register(CompilationStartAnalysisContext start, ConcurrentDictionary<DiagnosticInfo, bool> told) =>
        start.RegisterSyntaxNodeAction(context => Analyze(context, told), SyntaxKind.CompilationUnit);

    private static void Analyze(SyntaxNodeAnalysisContext context, ConcurrentDictionary<DiagnosticInfo, bool> told)
    {
        if (((CompilationUnitSyntax)context.Node).AttributeLists.Count == 0)
        {
            return;
        }

        foreach (DiagnosticInfo wrong in CustomCodecs.Of(context.Compilation).Wrong.Where(wrong => wrong.Location?.SourceTree == context.Node.SyntaxTree))
        {
            if (told.TryAdd(wrong, true))
            {
                context.ReportDiagnostic(wrong.ToDiagnostic());
            }
        }
    }
}
