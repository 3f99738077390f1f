using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Tests.Harness;

/// <summary>Asserts that an edit elsewhere makes the generator do nothing behind the reading of symbols.</summary>
internal static class Caching
{
    public static void AssertNothingRunsAgain(GeneratorDriver driver, CSharpCompilation compilation, Build build)
    {
        CSharpCompilation edited = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class Elsewhere;", build.ParseOptions, "Elsewhere.cs"));
        GeneratorRunResult second = driver.RunGenerators(edited).GetRunResult().Results.Single();
        foreach (string step in TrackingNames.All)
        {
            if (second.TrackedSteps.TryGetValue(step, out var runs))
            {
                Assert.All(runs.SelectMany(run => run.Outputs), output => AssertDone(step, output.Reason));
            }
        }

        Assert.All(second.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs), output => AssertDone("output", output.Reason));
    }

    private static void AssertDone(string step, IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} was {reason}");
}
