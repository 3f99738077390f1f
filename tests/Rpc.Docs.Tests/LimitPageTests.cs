using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

/// <summary>docs/limits.md names every limit, and for each the tests that show it; those exist.</summary>
public sealed partial class LimitPageTests
{
    private static readonly string s_page = MarkdownPages.Read("docs/limits.md");

    [Fact]
    public void Every_limit_has_a_row_of_what_it_is_and_one_of_what_shows_it()
    {
        string[] members = [.. Member().Matches(File.ReadAllText(RepositoryPaths.Path("src/Rpc.Runtime/RpcLimits.cs"))).Select(static match => match.Groups["name"].Value)];
        Assert.InRange(members.Length, 17, 100);
        string[] shown = [.. PageTable.Read(s_page, "| limit | at the limit |").Keys];
        Assert.Empty(members.Except(PageTable.Read(s_page, "| member | default |").Keys).Select(static name => $"{name}: docs/limits.md does not say what it is"));
        Assert.Empty(members.Except(shown).Select(static name => $"{name}: docs/limits.md names no test that shows it"));
        Assert.Empty(shown.Except(members).Select(static name => $"{name}: RpcLimits has no such member"));
    }

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        string[] sources = [.. Directory.EnumerateFiles(RepositoryPaths.Path("tests"), "*.cs", SearchOption.AllDirectories).Where(static file => file.EndsWith("Tests.cs", StringComparison.Ordinal) || file.EndsWith("Suite.cs", StringComparison.Ordinal)).Select(File.ReadAllText)];
        IEnumerable<string> cells = PageTable.Read(s_page, "| limit | at the limit |").Rows.SelectMany(static row => row.Skip(1)).Concat(PageTable.Read(s_page, "| attack | what").Rows.Select(static row => row[2]));
        foreach (string cell in cells.Where(static cell => cell != "the same"))
        {
            MatchCollection named = Test().Matches(cell);
            Assert.True(named.Count > 0, $"No test is named in: {cell}");
            Assert.All(named, test => Assert.True(
                Array.Exists(sources, text => text.Contains($"class {test.Groups["class"].Value}", StringComparison.Ordinal) && text.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal)),
                $"There is no test {test.Value}"));
        }
    }

    [GeneratedRegex("""^    public [\w<>?]+ (?<name>[A-Z]\w*)($| \{)""", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex("""(?<class>\w+(Tests|Suite))\.(?<method>\w+)""")]
    private static partial Regex Test();
}
