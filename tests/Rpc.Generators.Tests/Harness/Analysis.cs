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
    /// <summary>Each diagnostic but advice as <c>id 'the text it points at' message</c>, in the order of the source.</summary>
    public static Task<IReadOnlyList<string>> OfAsync(string source, Build? build = null) => OfAsync([source], build);

    /// <summary>As <see cref="OfAsync(string, Build?)"/>, of several files.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string[] sources, Build? build = null) =>
        Texts((await DiagnosticsAsync(sources, build)).Where(found => !IsAdvice(found)));

    /// <summary>Whether it only offers to do something in another way: nothing is wrong.</summary>
    public static bool IsAdvice(Diagnostic found) => found.Id is "RPC0035" or "RPC0036";

    /// <summary>As <see cref="OfAsync(string, Build?)"/>, with the advice.</summary>
    public static async Task<IReadOnlyList<string>> WithHintsAsync(string source) => Texts(await DiagnosticsAsync([source]));

    /// <summary>The beginnings of such texts, <c>id 'the text it points at'</c>, in one line, without those of one id.</summary>
    public static string Heads(IEnumerable<string> texts, string without) => string.Join(
        ' ',
        texts.Where(text => !text.StartsWith(without, StringComparison.Ordinal)).Select(static text => text[..(text.IndexOf('\'', text.IndexOf('\'', StringComparison.Ordinal) + 1) + 1)]));

    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source, Build? build = null) => DiagnosticsAsync([source], build);

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string[] sources, Build? build = null)
    {
        build ??= new Build();
        CSharpCompilation compilation = GeneratedCode.From(sources, build).Compilation;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. Files(build)], new BuildProperties(build.Properties)), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
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

    private static IEnumerable<AdditionalText> Files(Build build) =>
        new[] { ("contract.lock", build.Lock), ("tasks.lock", build.TasksLock) }.Where(file => file.Item2 is not null).Select(file => new LockText(file.Item1, file.Item2!));

    private sealed class LockText(string name, string text) : AdditionalText
    {
        public override string Path => "/app/" + name;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
