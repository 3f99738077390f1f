using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class DiagnosticPagesTests
{
    public static TheoryData<string> Ids => [.. ContractDiagnostics.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_id_has_a_page_whose_samples_hold(string id)
    {
        var descriptor = ContractDiagnostics.All.Single(candidate => candidate.Id == id);
        string page = await File.ReadAllTextAsync(Repository.Path(DiagnosticPages.Path(id)), TestContext.Current.CancellationToken);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n{descriptor.DefaultSeverity}. ", page, StringComparison.Ordinal);
        string[] samples = [.. Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => "using Rpc;\n" + match.Groups[1].Value)];
        Assert.Equal(2, samples.Length);
        Assert.Single(await Analysis.DiagnosticsAsync(samples[0]), found => found.Severity >= descriptor.DefaultSeverity && found.Id == id);
        Assert.DoesNotContain(await Analysis.DiagnosticsAsync(samples[0]), found => found.Severity >= DiagnosticSeverity.Warning && found.Id != id);
        Assert.DoesNotContain(await Analysis.DiagnosticsAsync(samples[1]), found => found.Severity >= DiagnosticSeverity.Warning || found.Id == id);
        GeneratedCode.Clean(samples[1]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_id_has_a_row_among_the_releases(string id) => Assert.Contains(
        $"\n{id} | Rpc.Contracts | {ContractDiagnostics.All.Single(descriptor => descriptor.Id == id).DefaultSeverity} | ",
        await File.ReadAllTextAsync(Repository.Path("src/Rpc.Generators/AnalyzerReleases.Unshipped.md"), TestContext.Current.CancellationToken),
        StringComparison.Ordinal);

    [Fact]
    public async Task The_table_of_pages_names_each_of_them_once()
    {
        string folder = Repository.Path("docs", "diagnostics");
        string table = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"), TestContext.Current.CancellationToken);

        string[] rows = [.. Regex.Matches(table, @"^\| \[(RPC\d{4})\]\((RPC\d{4}\.md)\) \| \w+ \| (.+) \| (?:yes|–) \|$", RegexOptions.Multiline).Select(row => $"{row.Groups[2].Value}: # {row.Groups[1].Value}: {row.Groups[3].Value}")];

        string[] pages = [.. Directory.GetFiles(folder, "RPC*.md").Order(StringComparer.Ordinal).Select(page => $"{Path.GetFileName(page)}: {File.ReadLines(page).First()}")];
        Assert.Equal(pages, rows);
    }
}
