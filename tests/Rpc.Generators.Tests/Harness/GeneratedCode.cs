using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Tests.Harness;

/// <summary>What the generator made of some sources. Making one already asserts what must hold for every input: cached when nothing changed, the same again, no symbol in a model.</summary>
internal sealed class GeneratedCode
{
    private GeneratedCode(CSharpCompilation compilation, GeneratorRunResult result)
    {
        Compilation = compilation;
        Files = result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The sources with the generated ones.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>Texts by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    public string this[string hintName] => Files.TryGetValue(hintName, out string? text)
        ? text
        : throw new InvalidOperationException($"No '{hintName}' among: {string.Join(", ", Files.Keys)}");

    /// <summary>Everything that the compiler says, warnings included; but a test's own source need not be documented.</summary>
    public IReadOnlyList<string> Complaints => [.. Compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Where(diagnostic => diagnostic.Id != "CS1591" || diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == false)
        .Select(diagnostic => $"{diagnostic.Location.GetLineSpan()}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];

    public static GeneratedCode From(string source, Build? build = null) => From([source], build);

    public static GeneratedCode From(string[] sources, Build? build = null, params MetadataReference[] references)
    {
        build ??= new Build();
        CSharpCompilation compilation = build.Compile(sources).AddReferences(references);
        GeneratorDriver driver = Driver(build).RunGenerators(compilation, TestContext.Current.CancellationToken);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator failed.", exception);
        }

        Assert.Empty(result.Diagnostics);
        Caching.AssertNothingRunsAgain(driver, compilation, build);
        Models.AssertHoldNoSymbol(result);
        return new GeneratedCode(compilation.AddSyntaxTrees(result.GeneratedSources.Select(file => file.SyntaxTree)), result);
    }

    /// <summary>As <see cref="From(string, Build?)"/>, and the result compiles without any complaint.</summary>
    public static GeneratedCode Clean(string source, Build? build = null)
    {
        GeneratedCode generated = From(source, build);
        Assert.True(generated.Complaints.Count == 0, string.Join("\n", generated.Complaints));
        return generated;
    }

    internal static GeneratorDriver Driver(Build build) => CSharpGeneratorDriver.Create(
        [new RemoteGenerator().AsSourceGenerator()],
        parseOptions: build.ParseOptions,
        optionsProvider: new BuildProperties(build.Properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
