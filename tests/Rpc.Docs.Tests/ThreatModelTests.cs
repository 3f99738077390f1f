using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

/// <summary>The threat model names tests; each must be there.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly Lazy<ILookup<string, string>> s_tests = new(static () =>
        Directory.EnumerateFiles(RepositoryPaths.Path("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(static file => Path.GetFileNameWithoutExtension(file), File.ReadAllText));

    [Fact]
    public void Every_entry_names_a_test_that_exists()
    {
        (string Entry, string[] Tests)[] rows = Entries(MarkdownPages.Read("docs/threat-model.md"));

        Assert.True(rows.Length > 20, $"only {rows.Length} rows were found");
        Assert.All(rows, static row => Assert.NotEmpty(row.Tests));
        string[] missing = [.. rows.SelectMany(static row => row.Tests).Where(static test => !Exists(test))];
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("UsageTests", true)]
    [InlineData("ThreatModelTests.Every_entry_names_a_test_that_exists", true)]
    [InlineData("NoSuchTests", false)]
    [InlineData("ThreatModelTests.No_such_method", false)]
    public void A_test_that_is_not_there_is_missed(string test, bool exists) => Assert.Equal(exists, Exists(test));

    [Fact]
    public void The_last_column_is_what_is_looked_at() =>
        Assert.Equal(
            ["A.B", "C"],
            Assert.Single(Entries("# x\n\n## Entries\n\n| entry | threat | what is done | shown by |\n|---|---|---|---|\n| `contract.lock` | t | `D` | `A.B`, `C` |\n\n## Other\n\n| a | b | c | `E` |\n")).Tests);

    private static (string Entry, string[] Tests)[] Entries(string page)
    {
        string section = page[page.IndexOf("## Entries", StringComparison.Ordinal)..];
        int next = section.IndexOf("\n## ", StringComparison.Ordinal);
        return [.. (next < 0 ? section : section[..next]).Split('\n')
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(static line => line.Trim('|', ' ').Split(" | "))
            .Select(static cells => (cells[0], CodeSpans().Matches(cells[^1]).Select(static match => match.Groups[1].Value).ToArray()))];
    }

    private static bool Exists(string test)
    {
        string[] parts = test.Split('.');
        return s_tests.Value[parts[0]].Any(text => text.Contains($"class {parts[0]}", StringComparison.Ordinal)
            && (parts.Length == 1 || Regex.IsMatch(text, $@"public (async )?(Task|void) {Regex.Escape(parts[1])}\(")));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpans();
}
