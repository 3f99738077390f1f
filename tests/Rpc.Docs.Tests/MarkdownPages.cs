using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

/// <summary>The Markdown pages of the checkout.</summary>
internal static class MarkdownPages
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", "TestResults"];

    /// <summary>Every *.md, as a path relative to the checkout, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Below(new DirectoryInfo(RepositoryPaths.Root))
        .Select(file => Path.GetRelativePath(RepositoryPaths.Root, file.FullName)).Order(StringComparer.Ordinal)];

    /// <summary>A page's text.</summary>
    public static string Read(string page) => File.ReadAllText(RepositoryPaths.Path(page));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.GetDirectories()
        .Where(child => !child.Name.StartsWith('.') && !NotOurs.Contains(child.Name, StringComparer.Ordinal))
        .SelectMany(Below).Concat(folder.GetFiles("*.md"));
}
