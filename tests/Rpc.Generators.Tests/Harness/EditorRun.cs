using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Tests.Harness;

/// <summary>What one run of the generator made, and what of it is new.</summary>
internal sealed class EditorRun(GeneratorRunResult result)
{
    /// <summary>Texts by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The generated syntax trees.</summary>
    public IEnumerable<SyntaxTree> Trees => result.GeneratedSources.Select(source => source.SyntaxTree);

    /// <summary>The names of all steps that ran or were looked up.</summary>
    public IEnumerable<string> Steps => result.TrackedSteps.Keys.Intersect(TrackingNames.All, StringComparer.Ordinal);

    /// <summary>How many outputs were made again.</summary>
    public int Written => result.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs).Count(output => IsNew(output.Reason));

    /// <summary>How many values of a step are other ones than before.</summary>
    public int Changed(string step) => NewValues(step).Count();

    /// <summary>The values of a step.</summary>
    public IEnumerable<object> Values(string step) => Outputs(step).Select(output => output.Value);

    /// <summary>Those of them that are other ones than before.</summary>
    public IEnumerable<object> NewValues(string step) => Outputs(step).Where(output => IsNew(output.Reason)).Select(output => output.Value);

    /// <summary>What became of each value of a step.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Outputs(step).Select(output => output.Reason);

    /// <summary>Asserts that no step gave another value than before, and that nothing was written again.</summary>
    public void AssertNothingIsNew(string after)
    {
        string[] changed = [.. TrackingNames.All.Where(step => Changed(step) > 0)];
        Assert.True(changed.Length == 0 && Written == 0, $"After {after}: {Written} outputs were written again; steps with other values: {string.Join(", ", changed)}");
    }

    private static bool IsNew(IncrementalStepRunReason reason) => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs) : [];
}
