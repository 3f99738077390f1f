using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Benchmarks.Sources;

namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>One generator, run again and again as an editor does: it keeps what it knew of the compilation before.</summary>
internal sealed class TimedDriver(IIncrementalGenerator generator)
{
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: EditedProject.ParseOptions);
    private HashSet<SyntaxTree> _written = [];

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
        HashSet<SyntaxTree> now = [.. _driver.GetRunResult().GeneratedTrees];
        Written = now.Count(tree => !_written.Contains(tree));
        _written = now;
        return time;
    }
}
