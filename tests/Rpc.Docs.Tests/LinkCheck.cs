using System.Text.RegularExpressions;

namespace Rpc.Docs.Tests;

/// <summary>Finds relative links that lead nowhere.</summary>
internal static partial class LinkCheck
{
    /// <summary>One sentence for each dead link of a page.</summary>
    /// <param name="text">The page.</param>
    /// <param name="folder">The folder that its links start from.</param>
    public static IEnumerable<string> DeadLinks(string text, string folder)
    {
        string prose = Code().Replace(text, string.Empty);
        foreach (string link in Links().Matches(prose).Select(match => match.Groups["target"].Value))
        {
            if (!link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal) && Fault(link, text, folder) is { } fault)
            {
                yield return fault;
            }
        }
    }

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    public static IReadOnlySet<string> Anchors(string text) =>
        Headings().Matches(Fences().Replace(text, string.Empty)).Select(match => Anchor(match.Groups["title"].Value)).ToHashSet(StringComparer.Ordinal);

    private static string? Fault(string link, string text, string folder)
    {
        string[] parts = link.Split('#', 2);
        string target = Path.Combine(folder, Uri.UnescapeDataString(parts[0]));
        if (parts[0].Length > 0 && !File.Exists(target) && !Directory.Exists(target))
        {
            return $"{link}: there is no such file";
        }

        if (parts.Length < 2 || (parts[0].Length > 0 && !target.EndsWith(".md", StringComparison.Ordinal)))
        {
            return null;
        }

        string page = parts[0].Length == 0 ? text : File.ReadAllText(target);
        return Anchors(page).Contains(parts[1]) ? null : $"{link}: there is no such heading";
    }

    private static string Anchor(string title) =>
        string.Concat(title.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]+`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^#{1,6}\s+(?<title>[^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
