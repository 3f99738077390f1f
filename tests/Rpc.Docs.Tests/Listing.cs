namespace Rpc.Docs.Tests;

/// <summary>Cuts a <c>#region</c> out of a source file.</summary>
internal static class Listing
{
    /// <summary>The lines of the region without its markers and without the indentation that they share.</summary>
    /// <exception cref="FormatException">The file has no such region, or it does not end.</exception>
    public static string Cut(string source, string region)
    {
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        int start = Array.FindIndex(lines, line => line.Trim() == $"#region {region}");
        if (start < 0)
        {
            throw new FormatException($"There is no '#region {region}'.");
        }

        int end = Array.FindIndex(lines, start, line => line.Trim() == "#endregion");
        return end < 0 ? throw new FormatException($"'#region {region}' does not end.") : WithoutIndent(lines[(start + 1)..end]);
    }

    private static string WithoutIndent(string[] lines)
    {
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length < indent ? string.Empty : line[indent..].TrimEnd())).Trim('\n');
    }
}
