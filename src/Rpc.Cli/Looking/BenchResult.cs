using System.Globalization;
using System.Text.Json;
using Rpc.Cli.Output;
using Spectre.Console;

namespace Rpc.Cli.Looking;

/// <summary>What was measured.</summary>
/// <param name="Took">How long it was measured.</param>
/// <param name="Callers">Callers at once.</param>
/// <param name="Calls">All calls.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Times">How long each of the others took, the shortest first.</param>
internal sealed record BenchResult(TimeSpan Took, int Callers, long Calls, long Failed, IReadOnlyList<TimeSpan> Times)
{
    /// <summary>One of the failures; null for none.</summary>
    public Exception? Failure { get; init; }

    public double PerSecond => Took > TimeSpan.Zero ? Times.Count / Took.TotalSeconds : 0;

    public TimeSpan Share(double share) => Times.Count == 0 ? TimeSpan.Zero : Times[Math.Clamp((int)Math.Ceiling(Times.Count * share) - 1, 0, Times.Count - 1)];

    public void Draw(CliConsole console, RemoteUri uri, string? method)
    {
        string what = Markup.Escape(ErrorReport.OneLine(method is null ? $"ping of {uri}" : $"{method} at {uri}"));
        console.WriteMarkup(string.Create(CultureInfo.InvariantCulture, $"[bold]{what}[/], {CountText.Of(Callers, "caller")}, {Took.TotalSeconds:0.0} s"));
        new TextTable(console, [("CALLS", ""), ("FAILED", ""), ("CALLS/S", "bold"), ("MIN", ""), ("MEDIAN", "green"), ("P90", ""), ("P99", ""), ("MAX", "")]).Write(
            [[Calls.ToString(CultureInfo.InvariantCulture), Failed.ToString(CultureInfo.InvariantCulture), PerSecond.ToString("0", CultureInfo.InvariantCulture), .. new[] { 0, 0.5, 0.9, 0.99, 1 }.Select(share => DurationText.Of(Share(share)))]],
            (_, column) => column == 1 && Failed > 0 ? "red" : null);
        if (Failure is not null)
        {
            console.WriteMarkup($"[red]{Markup.Escape(ErrorReport.OneLine(Failure.Message))}[/]");
        }
    }

    public void Write(Utf8JsonWriter writer, RemoteUri uri, string? method)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", uri.ToString());
        writer.WriteString("method", method);
        writer.WriteNumber("callers", Callers);
        writer.WriteNumber("seconds", Math.Round(Took.TotalSeconds, 3));
        writer.WriteNumber("calls", Calls);
        writer.WriteNumber("failed", Failed);
        writer.WriteNumber("perSecond", Math.Round(PerSecond, 1));
        foreach ((string name, double share) in new[] { ("minimum", 0), ("median", 0.5), ("p90", 0.9), ("p99", 0.99), ("maximum", 1) })
        {
            writer.WriteNumber(name, Math.Round(Share(share).TotalMilliseconds, 4));
        }

        writer.WriteString("failure", Failure?.Message);
        writer.WriteEndObject();
    }
}
