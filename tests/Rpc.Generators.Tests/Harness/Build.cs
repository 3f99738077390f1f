using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Tests.Harness;

/// <summary>How a user's project is set up, as far as the generator can notice.</summary>
internal sealed record Build
{
    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp12;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public DocumentationMode Documentation { get; init; } = DocumentationMode.Diagnose;

    public bool ImplicitUsings { get; init; } = true;

    public string AssemblyName { get; init; } = "App";

    /// <summary>Properties that the build makes visible to the compiler.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Assemblies besides the framework and Rpc.Runtime.</summary>
    public IReadOnlyList<MetadataReference> MoreReferences { get; init; } = [];

    /// <summary>The text of the project's contract.lock; null where there is no such file.</summary>
    public string? Lock { get; init; }

    /// <summary>The text of the project's tasks.lock; null where there is no such file.</summary>
    public string? TasksLock { get; init; }

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public CSharpParseOptions ParseOptions => new(Language, Documentation);

    public CSharpCompilation Compile(params string[] sources)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: Nullable, warningLevel: 9999, generalDiagnosticOption: ReportDiagnostic.Error, deterministic: true);
        IEnumerable<string> all = ImplicitUsings ? sources.Append(Usings) : sources;
        return CSharpCompilation.Create(
            AssemblyName, all.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs", System.Text.Encoding.UTF8)), References.All.Concat(MoreReferences), options);
    }
}
