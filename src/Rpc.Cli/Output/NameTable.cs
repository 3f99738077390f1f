using Rpc.Naming;

namespace Rpc.Cli.Output;

/// <summary>Names as a table, one row an instance, a page at a time. A column that says nothing is left out until a page needs it. Not thread-safe.</summary>
internal sealed class NameTable(CliConsole console, TimeProvider clock)
{
    private readonly IReadOnlyList<NameColumn> _all = NameColumn.All(console.IsTerminal ? clock.GetUtcNow() : null);
    private readonly HashSet<NameColumn> _shown = [];
    private TextTable? _table;
    private int _names;
    private int _instances;

    public void Add(IReadOnlyList<NameEntry> page)
    {
        (string Name, NameInstance Instance)[] rows = [.. page.SelectMany(static entry => entry.Instances.Select(instance => (entry.Name, instance)))];
        bool hasNew = false;
        foreach (NameColumn column in _all)
        {
            hasNew |= Array.Exists(rows, row => column.IsOf(row.Instance)) && _shown.Add(column);
        }

        NameColumn[] columns = [.. _all.Where(_shown.Contains)];
        if (hasNew)
        {
            _table = new TextTable(console, [.. columns.Select(static column => (column.Heading, column.Style))]);
        }

        _table?.Write([.. rows.Select(row => columns.Select(column => column.Text(row.Name, row.Instance)).ToArray())]);
        _names += page.Count;
        _instances += rows.Length;
    }

    /// <summary>Says how many there were, where people look.</summary>
    public void End()
    {
        if (_names == 0)
        {
            console.Output.WriteLine("no names");
        }
        else if (console.IsTerminal)
        {
            string instances = _instances == _names ? string.Empty : $", {_instances} instances";
            console.WriteMarkup($"[dim]{CountText.Of(_names, "name")}{instances}[/]");
        }
    }
}
