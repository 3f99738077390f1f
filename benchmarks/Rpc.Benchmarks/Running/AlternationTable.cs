using System.Globalization;
using Rpc.Benchmarks.Suites;

namespace Rpc.Benchmarks.Running;

/// <summary>The suites of the codec, each measured in alternation, as a Markdown table.</summary>
internal static class AlternationTable
{
    /// <summary>Measures and prints those suites whose name contains one of <paramref name="names"/>; all without names.</summary>
    public static void Print(IReadOnlyCollection<string> names)
    {
        Console.WriteLine("| suite | direction | by hand, ns | codec, ns | ratio | quartiles |");
        Console.WriteLine("|---|---|---:|---:|---:|---|");
        foreach (Type type in typeof(ICodecSuite).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ICodecSuite)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            if (names.Count != 0 && !names.Any(name => type.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var suite = (ICodecSuite)Activator.CreateInstance(type)!;
            suite.Check();
            Alternation result = suite.Alternate();
            Line(type.Name, "write", result.Write);
            Line(type.Name, "read", result.Read);
        }
    }

    private static void Line(string suite, string direction, Comparison comparison) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {suite} | {direction} | {comparison.Hand:0.0} | {comparison.Rpc:0.0} | {comparison.Ratio:0.00} | {comparison.Low:0.00}..{comparison.High:0.00} |"));
}
