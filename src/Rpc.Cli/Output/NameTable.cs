using System.Globalization;
using Rpc.Naming;
using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>Names as a table, one row an instance.</summary>
internal static class NameTable
{
    public static void Write(CliConsole console, IReadOnlyList<NameEntry> entries)
    {
        if (entries.Count == 0)
        {
            console.Output.WriteLine("no names");
            return;
        }

        Table table = new Table().Border(TableBorder.None);
        foreach (string heading in (string[])["NAME", "URI", "LEASE", "TAGS"])
        {
            table.AddColumn(new TableColumn($"[bold]{heading}[/]").NoWrap().Padding(0, 0, 2, 0));
        }

        foreach (NameEntry entry in entries)
        {
            foreach (NameInstance instance in entry.Instances)
            {
                table.AddRow(
                    Markup.Escape(entry.Name),
                    Markup.Escape(instance.Uri),
                    instance.LeaseSeconds == 0 ? "none" : instance.LeaseSeconds.ToString(CultureInfo.InvariantCulture) + " s",
                    Markup.Escape(string.Join(", ", instance.Tags)));
            }
        }

        console.Write(table);
    }
}
