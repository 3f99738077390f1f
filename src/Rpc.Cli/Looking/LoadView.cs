using System.Globalization;
using System.Text.Json;
using Rpc.Cli.Output;

namespace Rpc.Cli.Looking;

/// <summary>Which calls an object gets, all instances together: rates add up, of times the longest counts.</summary>
internal sealed record LoadView(RemoteUri Target, int Instances, int Connections, int Running, IReadOnlyList<MethodRate> Methods)
{
    public static LoadView Of(RemoteUri target, IReadOnlyDictionary<RemoteUri, ObjectLoad> loads)
    {
        MethodRate[] methods = [.. loads.Values
            .SelectMany(static load => load.Methods.Select(method => new MethodRate(method.Signature, method.Calls / load.Seconds, method.Failed / load.Seconds, method.Median, method.P90, method.P99, method.Longest)))
            .GroupBy(static method => method.Signature, StringComparer.Ordinal)
            .Select(static group => new MethodRate(group.Key, group.Sum(static one => one.Calls), group.Sum(static one => one.Failed), group.Max(static one => one.Median), group.Max(static one => one.P90), group.Max(static one => one.P99), group.Max(static one => one.Longest)))
            .OrderByDescending(static method => method.Calls)
            .ThenBy(static method => method.Signature, StringComparer.Ordinal)];
        return new LoadView(target, loads.Count, loads.Values.Sum(static load => load.Connections), loads.Values.Sum(static load => load.Running), methods);
    }

    /// <summary>The page for people.</summary>
    public void Draw(CliConsole console)
    {
        string instances = Instances == 1 ? string.Empty : CountText.Of(Instances, "instance") + ", ";
        console.WriteMarkup($"[bold]{Spectre.Console.Markup.Escape(ErrorReport.OneLine(Target.ToString()))}[/]  {instances}{CountText.Of(Connections, "connection")}, {CountText.Of(Running, "handler runs", "handlers run")}, {Number(Methods.Sum(static method => method.Calls))} calls/s");
        new TextTable(console, [("METHOD", "bold"), ("CALLS/S", ""), ("FAILED/S", ""), ("MEDIAN", "green"), ("P90", ""), ("P99", ""), ("LONGEST", "")])
            .Write([.. Methods.Select(static method => new[] { method.Signature, Number(method.Calls), Number(method.Failed), Time(method.Median), Time(method.P90), Time(method.P99), Time(method.Longest) })], (row, column) => column == 2 && Methods[row].Failed > 0 ? "red" : null);
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("object", Target.ToString());
        writer.WriteNumber("instances", Instances);
        writer.WriteNumber("connections", Connections);
        writer.WriteNumber("running", Running);
        writer.WriteStartArray("methods");
        foreach (MethodRate method in Methods)
        {
            writer.WriteStartObject();
            writer.WriteString("method", method.Signature);
            writer.WriteNumber("callsPerSecond", Math.Round(method.Calls, 2));
            writer.WriteNumber("failedPerSecond", Math.Round(method.Failed, 2));
            writer.WriteNumber("medianMilliseconds", Math.Round(method.Median * 1000, 4));
            writer.WriteNumber("p90Milliseconds", Math.Round(method.P90 * 1000, 4));
            writer.WriteNumber("p99Milliseconds", Math.Round(method.P99 * 1000, 4));
            writer.WriteNumber("longestMilliseconds", Math.Round(method.Longest * 1000, 4));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Number(double number) => number.ToString(number >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture);

    private static string Time(double seconds) => DurationText.Of(TimeSpan.FromSeconds(seconds));
}
