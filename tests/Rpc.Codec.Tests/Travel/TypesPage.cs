using System.Globalization;
using System.Text.RegularExpressions;

namespace Travel;

/// <summary>The tables of docs/types.md.</summary>
internal static partial class TypesPage
{
    private static readonly string Text = Generation.Generation.Source("../../docs/types.md");

    /// <summary>One row of a table of what can travel: one or several types, their bytes, the JSON of the first one's sample.</summary>
    public sealed record Row(string[] Types, string Bytes, string Json)
    {
        /// <summary>The number of bytes, where the page gives one.</summary>
        public int? Size => int.TryParse(Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : null;
    }

    /// <summary>The rows under "What can travel".</summary>
    public static Row[] Travelling => [.. Rows("What can travel").Select(cells => new Row(Names(cells[0]), cells[1], cells[2].Trim('`')))];

    /// <summary>What is refused, and the id of its diagnostic.</summary>
    public static (string What, string Id)[] Refused => [.. Rows("What is refused").Select(cells => (cells[0], Id().Match(cells[1]).Value))];

    // `int`, `uint`: two types. Words in which code stands: one name.
    private static string[] Names(string cell) => Alone().IsMatch(cell) ? [.. Code().Matches(cell).Select(match => match.Groups[1].Value)] : [cell];

    private static IEnumerable<string[]> Rows(string heading)
    {
        string section = Text.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        return section.Split('\n').Where(line => line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal) && !line.StartsWith("| type |", StringComparison.Ordinal) && !line.StartsWith("| what |", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray());
    }

    [GeneratedRegex("^`[^`]+`(, `[^`]+`)*$")]
    private static partial Regex Alone();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"RPC\d{4}")]
    private static partial Regex Id();
}
