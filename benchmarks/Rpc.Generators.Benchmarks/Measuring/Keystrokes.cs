using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Benchmarks.Reporting;
using Rpc.Generators.Benchmarks.Sources;

namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>Strikes keys and measures what the generator costs each time.</summary>
internal static class Keystrokes
{
    private const int WarmUp = 8;

    /// <summary>A row for each kind of edit.</summary>
    public static IEnumerable<Row> Measure(int contracts, int rounds)
    {
        var project = new EditedProject(contracts);
        var finding = new TimedDriver(new FindingGenerator());
        var ours = new TimedDriver(new RemoteGenerator());
        finding.Run(project.Fresh());
        ours.Run(project.Fresh());
        foreach (EditKind kind in Enum.GetValues<EditKind>())
        {
            var samples = new List<Sample>();
            for (int i = 0; i < WarmUp + rounds; i++)
            {
                Sample sample = Round(project, kind, finding, ours);
                if (i >= WarmUp)
                {
                    samples.Add(sample);
                }
            }

            yield return Row.Keystroke(kind, contracts, samples);
        }
    }

    // Two keys: at the second the compilation is bound before the generators see it, which the compiler does for each key anyway.
    private static Sample Round(EditedProject project, EditKind kind, TimedDriver finding, TimedDriver ours)
    {
        project.Edit(kind);
        double freshFinding = finding.Run(project.Fresh());
        double freshOurs = ours.Run(project.Fresh());
        int written = ours.Written;
        project.Edit(kind);
        double boundFinding = finding.Run(Bound(project));
        double boundOurs = ours.Run(Bound(project));
        return new Sample(freshFinding, freshOurs, boundFinding, boundOurs, Math.Max(written, ours.Written));
    }

    private static CSharpCompilation Bound(EditedProject project)
    {
        CSharpCompilation compilation = project.Fresh();
        _ = compilation.GetDeclarationDiagnostics();
        return compilation;
    }
}
