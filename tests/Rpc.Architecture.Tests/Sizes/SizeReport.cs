using System.Text;

namespace Rpc.Architecture.Tests.Sizes;

/// <summary>Prints sizes: a first line with the whole, a table of projects, and the long ones by name.</summary>
internal static class SizeReport
{
    /// <summary>The report as text, one summary line first.</summary>
    public static string Of(IReadOnlyList<ProjectSizes> projects)
    {
        StringBuilder text = new();
        text.AppendLine(Summary(projects));
        text.AppendLine();
        foreach (ProjectSizes project in projects)
        {
            text.AppendLine(Invariant($"{project.Name,-24} {project.Files.Count,4} files, lines: median {project.Lines(0.5),4}, p90 {project.Lines(0.9),4}, max {project.Lines(1),4}"));
        }

        Append(text, "Files over 200 lines", projects.SelectMany(p => p.Files.Where(f => f.Lines > 200).Select(f => ($"{p.Name}/{f.Path}", f.Lines))));
        Append(text, $"Methods over {ProjectSizes.LongMethod} lines", projects.SelectMany(p => p.LongMethods));
        Append(text, $"Classes over {ProjectSizes.ManyFields} fields", projects.SelectMany(p => p.FieldRichClasses));
        return text.ToString();
    }

    private static string Summary(IReadOnlyList<ProjectSizes> projects)
    {
        int[] lines = [.. projects.SelectMany(p => p.Files).Select(f => f.Lines).Order()];
        int median = lines.Length == 0 ? 0 : lines[lines.Length / 2];
        int p90 = lines.Length == 0 ? 0 : lines[Math.Min(lines.Length - 1, lines.Length * 9 / 10)];
        return Invariant($"Sizes of src: {lines.Length} files, {lines.Sum()} lines; median {median}, p90 {p90}, max {lines.LastOrDefault()}; {projects.Sum(p => p.LongMethods.Count)} methods over {ProjectSizes.LongMethod} lines, {projects.Sum(p => p.FieldRichClasses.Count)} classes over {ProjectSizes.ManyFields} fields");
    }

    private static void Append(StringBuilder text, string title, IEnumerable<(string Name, int Size)> entries)
    {
        text.AppendLine().AppendLine(title + ":");
        foreach ((string name, int size) in entries.OrderByDescending(entry => entry.Size))
        {
            text.AppendLine(Invariant($"{size,5}  {name}"));
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
