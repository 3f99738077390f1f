using System.Globalization;
using Rpc.Naming;
using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>Changes of names as lines: <c>=</c> it is there, <c>+</c> it came, <c>~</c> it is another, <c>-</c> it went. On a terminal in colour and with the time of day.</summary>
internal static class NameEventLines
{
    public static void Write(CliConsole console, NameEvent one, TimeProvider clock)
    {
        if (one.Entry is not { } entry)
        {
            return;
        }

        (char sign, string colour) = Sign(one.Kind);
        string time = console.IsTerminal ? $"[dim]{clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}[/] " : string.Empty;
        string instances = string.Join(' ', entry.Instances.Select(Instance));
        console.WriteMarkup($"{time}[{colour}]{sign}[/] [bold]{Escape(entry.Name)}[/]{(instances.Length > 0 ? " " : string.Empty)}{instances}");
    }

    /// <summary>One JSON object, one line.</summary>
    public static void WriteJson(TextWriter output, NameEvent one, int names, TimeProvider clock)
    {
        JsonOutput.WriteLine(output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("event", one.Kind switch
            {
                NameEventKind.Present => "present",
                NameEventKind.Added => "added",
                NameEventKind.Changed => "changed",
                NameEventKind.Removed => "removed",
                _ => "current",
            });
            writer.WriteString("time", clock.GetUtcNow());
            if (one.Entry is { } entry)
            {
                NameJson.WriteProperties(writer, entry);
            }
            else
            {
                writer.WriteNumber("names", names);
            }

            writer.WriteEndObject();
        });
        output.Flush();
    }

    private static string Instance(NameInstance instance)
    {
        string tags = instance.Tags.Count > 0 ? $" [green]{Escape($"({string.Join(", ", instance.Tags)})")}[/]" : string.Empty;
        string metadata = instance.Metadata.Count > 0 ? $" [cyan]{Escape($"{{{NameColumn.Metadata(instance)}}}")}[/]" : string.Empty;
        return Escape(instance.Uri) + tags + metadata;
    }

    private static (char Sign, string Colour) Sign(NameEventKind kind) => kind switch
    {
        NameEventKind.Added => ('+', "green"),
        NameEventKind.Changed => ('~', "yellow"),
        NameEventKind.Removed => ('-', "red"),
        _ => ('=', "dim"),
    };

    private static string Escape(string text) => Markup.Escape(ErrorReport.OneLine(text));
}
