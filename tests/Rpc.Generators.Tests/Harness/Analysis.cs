using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Analyzers;

namespace Rpc.Generators.Tests.Harness;

/// <summary>What the analyzer says of some sources, as a build would have it: after the generator ran.</summary>
internal static class Analysis
{
    /// <summary>Each warning and error as <c>id 'the text it points at' message</c>, in the order of the source.</summary>
    public static Task<IReadOnlyList<string>> OfAsync(string source, Build? build = null) => OfAsync([source], build);

    /// <summary>As <see cref="OfAsync(string, Build?)"/>, of several files.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string[] sources, Build? build = null) =>
        Texts((await DiagnosticsAsync(sources, build)).Where(found => found.Severity >= DiagnosticSeverity.Warning));

    /// <summary>As <see cref="OfAsync(string, Build?)"/>, with the hints.</summary>
    public static async Task<IReadOnlyList<string>> WithHintsAsync(string source) => Texts(await DiagnosticsAsync([source]));

    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source, Build? build = null) => DiagnosticsAsync([source], build);

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string[] sources, Build? build = null)
    {
        build ??= new Build();
        CSharpCompilation compilation = GeneratedCode.From(sources, build).Compilation;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(build.Lock is null ? [] : [new LockText(build.Lock)], new BuildProperties(build.Properties)), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        return await new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static IReadOnlyList<string> Texts(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.OrderBy(found => found.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(found => found.Location.SourceSpan.Start).Select(Text)];

    private static string Text(Diagnostic diagnostic)
    {
        string place = diagnostic.Location.SourceTree?.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)
            ?? (diagnostic.Location.Kind == LocationKind.ExternalFile ? $"line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}" : "nowhere");
        return $"{diagnostic.Id} '{place}' {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    private sealed class LockText(string text) : AdditionalText
    {
        public override string Path => "/app/contract.lock";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
