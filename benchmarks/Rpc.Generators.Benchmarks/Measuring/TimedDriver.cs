using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Benchmarks.Sources;

namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>One generator, run again and again as an editor does: it keeps what it knew of the compilation before.</summary>
internal sealed class TimedDriver(IIncrementalGenerator generator)
{
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: EditedProject.ParseOptions);
    private HashSet<SourceText> _texts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The files that the last run wrote again.</summary>
    public int Written { get; private set; }

    /// <summary>Runs on a compilation and gives the milliseconds.</summary>
    public double Run(CSharpCompilation compilation)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long start = Stopwatch.GetTimestamp();
        _driver = _driver.RunGenerators(compilation);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        HashSet<SourceText> texts = new(_driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).Select(source => source.SourceText), ReferenceEqualityComparer.Instance);
        Written = texts.Count(text => !_texts.Contains(text));
        _texts = texts;
        return time;
    }
}
