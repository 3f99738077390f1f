using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class CachingTests
{
    private static string Contract(int i) => $$"""
        namespace App;

        [Rpc.Remote]
        public interface IService{{i}}
        {
            int Add{{i}}(int x, int y = {{i}});
            Task<string> NameAsync(string text, CancellationToken cancellationToken = default);
        }
        """;

    [Fact]
    public void A_hundred_contracts_compile_and_an_edit_writes_one_of_them_again()
    {
        var build = new Build();
        string[] sources = [.. Enumerable.Range(0, 100).Select(Contract)];
        CSharpCompilation compilation = build.Compile(sources);
        GeneratorDriver driver = GeneratedCode.Driver(build).RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal(100 * 5 + 1, driver.GetRunResult().GeneratedTrees.Length);
        Assert.Empty(compilation.AddSyntaxTrees(driver.GetRunResult().GeneratedTrees).GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found is { Severity: DiagnosticSeverity.Error, Id: not "CS1591" }));

        SyntaxTree before = compilation.SyntaxTrees[42];
        SyntaxTree after = before.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(sources[42].Replace("int y", "int z", StringComparison.Ordinal)));
        GeneratorRunResult second = driver.RunGenerators(compilation.ReplaceSyntaxTree(before, after), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        var changed = second.TrackedSteps[TrackingNames.Contracts].SelectMany(run => run.Outputs).Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Single(changed);
        var written = second.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs).Where(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Single(written);
    }

    [Fact]
    public void Two_runs_write_the_same_bytes_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            string source = "[Rpc.Remote] public interface ITurkish { int Ilk(double x = 1.5, decimal y = -2.5m, long z = -3); Task<int> IlkAsync(int i = -5); int Id { get; } }";
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var first = GeneratedCode.Clean(source).Files;
            CultureInfo.CurrentCulture = Strange();
            var second = GeneratedCode.Clean(source).Files;
            Assert.Equal(first, second);
            Assert.All(first.Values, text => Assert.DoesNotContain('\r', text));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Cultures come from the system's data, which need not be there: this one has what hurts.
    private static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.CurrencyDecimalSeparator = ",";
        return culture;
    }
}
