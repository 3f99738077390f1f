using System.Globalization;
using Rpc.Generators.Benchmarks.Measuring;
using Rpc.Generators.Benchmarks.Sources;

namespace Rpc.Generators.Benchmarks.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Contracts">To a project of so many.</param>
/// <param name="Finding">Milliseconds of a generator that only finds the contracts.</param>
/// <param name="Ours">Milliseconds of ours.</param>
/// <param name="Bound">Milliseconds of ours where the compiler has bound the declarations before.</param>
/// <param name="Measured">What the goal is about.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Goal">What it may be at most.</param>
/// <param name="Written">Files that were written again, and how many may be.</param>
internal sealed record Row(string Name, int Contracts, Spread? Finding, Spread Ours, Spread? Bound, Spread Measured, string Unit, double? Goal, (int Most, int Allowed)? Written)
{
    // Microseconds for each contract and key: 0.15 ms.
    private const double KeystrokeGoal = 150;
    private const double ColdGoal = 3_000;
    private const int FilesOfContract = 2;

    /// <summary>Whether nothing is over its goal; null where there is none.</summary>
    public bool? IsMet => Goal is { } goal ? Measured.Median <= goal && (Written is not { } written || written.Most <= written.Allowed) : null;

    public static Row Keystroke(EditKind kind, int contracts, IReadOnlyList<Sample> samples)
    {
        string name = kind switch
        {
            EditKind.Body => "a key in a method's body",
            EditKind.Declaration => "a key in the name of a field",
            EditKind.Contract => "a key in one contract",
            _ => "a key in the name of a type",
        };
        return new Row(
            name,
            contracts,
            Spread.Of(samples.Select(sample => sample.FreshFinding)),
            Spread.Of(samples.Select(sample => sample.FreshOurs)),
            Spread.Of(samples.Select(sample => sample.BoundOurs)),
            Spread.Of(samples.Select(sample => (sample.BoundOurs - sample.BoundFinding) * 1_000 / contracts)),
            "µs a contract",
            KeystrokeGoal,
            (samples.Max(sample => sample.Written), kind == EditKind.Contract ? FilesOfContract : 0));
    }

    public static Row Cold(int contracts, IReadOnlyList<double> samples)
    {
        Spread ours = Spread.Of(samples);
        return new Row("a build from nothing", contracts, null, ours, null, ours, "ms", ColdGoal, null);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"| {Name} | {Contracts:#,0} | {Show(Finding)} | {Show(Ours)} | {Show(Bound)} | {Show(Measured)} {Unit} | {(Goal is { } goal ? $"≤ {goal:#,0}" : "–")} | {(Written is { } written ? written.Most : "–")} | {Verdict} |");

    private string Verdict => IsMet switch { true => "met", false => "missed", null => "" };

    private static string Show(Spread? spread) => spread is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Median:#,0.0} ({known.Low:#,0.0}..{known.High:#,0.0})") : "–";
}
