using System.Globalization;

namespace Rpc.Hostile.Tests.Server;

/// <summary>One event of the log, as the server process prints it and the test reads it.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Peer">The peer's address, where the event has one.</param>
/// <param name="Fault">The named fault or limit, where the event has one.</param>
/// <param name="Reason">The reason in words, where the event has one.</param>
public sealed record LogLine(int Event, string Peer, string Fault, string Reason)
{
    public const string Mark = "LOG\t";

    /// <summary>Reads a line that <see cref="ToString"/> wrote; null for any other line.</summary>
    public static LogLine? Parse(string line)
    {
        string[] parts = line.Split('\t');
        return parts.Length == 5 && parts[0] == "LOG" ? new LogLine(int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3], parts[4]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark}{Event}\t{Clean(Peer)}\t{Clean(Fault)}\t{Clean(Reason)}");

    private static string Clean(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c));
}
