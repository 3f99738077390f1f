using System.Globalization;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Cli;

/// <summary>What the user asked for.</summary>
internal sealed record ComparisonOptions(
    bool Quick,
    IReadOnlyList<string> Only,
    IReadOnlyList<string> Workloads,
    int? Rounds,
    double? DurationSeconds,
    int Rate,
    Pinning Pinning,
    FileInfo? Json,
    FileInfo? Svg)
{
    /// <summary>The command that makes these runs again.</summary>
    public string Command
    {
        get
        {
            string[] words = [.. Words()];
            return "dotnet run -c Release --project benchmarks/Rpc.Comparison" + (words.Length > 0 ? " -- " + string.Join(' ', words) : "");
        }
    }

    public RunPlan Plan(int rows)
    {
        RunPlan plan = (Quick ? RunPlan.Quick(rows) : RunPlan.Full) with { Pinning = Pinning, Rate = Rate };
        plan = DurationSeconds is { } seconds ? plan.WithDuration(seconds) : plan;
        return Rounds is { } rounds ? plan with { Rounds = rounds } : plan;
    }

    // The files it writes are not part of what it measures.
    private IEnumerable<string> Words() =>
    [
        .. Quick ? ["--quick"] : Array.Empty<string>(),
        .. Only.Select(name => "--only " + name),
        .. Workloads.Select(name => "--workload " + name),
        .. Rounds is { } rounds ? [Text($"--rounds {rounds}")] : Array.Empty<string>(),
        .. DurationSeconds is { } seconds ? [Text($"--duration {seconds}")] : Array.Empty<string>(),
        .. Rate != RunPlan.DefaultRate ? [Text($"--rate {Rate}")] : Array.Empty<string>(),
        .. Pinning != Pinning.None ? [$"--pin {Pinning}"] : Array.Empty<string>(),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
