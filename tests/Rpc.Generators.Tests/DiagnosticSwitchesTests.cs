using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Analyzers;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>What a project can do about a diagnostic that it does not want: silence it, or give it another severity.</summary>
public sealed class DiagnosticSwitchesTests
{
    [Theory]
    [InlineData("RPC0016", "#pragma warning disable RPC0016\n[Rpc.Remote] public interface IGreeter { int Add(); }\n#pragma warning restore RPC0016\npublic static class GreeterCalls;")]
    [InlineData("RPC0006", "[Rpc.Remote] public interface IGreeter\n{\n#pragma warning disable RPC0006\nT Get<T>();\n#pragma warning restore RPC0006\n}")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IGreeter { int Add(Item item); }\npublic class Item\n{\n#pragma warning disable RPC0101\npublic object? Value;\n#pragma warning restore RPC0101\n}")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IGreeter { int Add(Item item); }\npublic class Item { [System.Diagnostics.CodeAnalysis.SuppressMessage(\"Rpc.Types\", \"RPC0101\")] public object? Value; }")]
    public async Task A_pragma_and_an_attribute_silence_a_diagnostic_and_nothing_is_generated(string id, string source)
    {
        Assert.All((await Analysis.DiagnosticsAsync(source)).Where(each => each.Id == id), each => Assert.True(each.IsSuppressed));
        Assert.Equal(id == "RPC0016", GeneratedCode.From(source).Files.Count > 0);
    }

    [Theory]
    [InlineData("RPC0101", ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData("RPC0101", ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData("RPC0101", ReportDiagnostic.Suppress, null)]
    [InlineData("RPC0035", ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData("RPC0036", ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData("RPC0037", ReportDiagnostic.Suppress, null)]
    public async Task An_editorconfig_changes_the_severity(string id, ReportDiagnostic set, DiagnosticSeverity? expected)
    {
        CSharpCompilation compilation = new Build().Compile(id == "RPC0101"
            ? "[Rpc.Remote] public interface IGreeter { int Add(object value); }"
            : "[Rpc.Remote] public interface IGreeter { int Add(string value = null!); Task AddAsync(); }");
        compilation = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithSyntaxTreeOptionsProvider(new EditorConfig(id, set)));

        ImmutableArray<Diagnostic> found = await new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, found.SingleOrDefault(each => each.Id == id)?.Severity);
    }

    private sealed class EditorConfig(string id, ReportDiagnostic set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, [NotNullWhen(true)] out ReportDiagnostic severity)
        {
            severity = set;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
