using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Rpc.Generators.Analyzers;
using Rpc.Generators.CodeFixes;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.CodeFixes;

/// <summary>Holds what the pages of diagnostics say about repairs against what the editor offers.</summary>
public sealed partial class FixPagesTests
{
    private const string Same = "gives the code above";

    public static TheoryData<string> Ids => [.. AnalyzerDiagnostics.All.Select(descriptor => descriptor.Id)];

    /// <summary>Every repair that a page offers for its sample: the id and the title.</summary>
    public static TheoryData<string, string> Offered => [.. AnalyzerDiagnostics.All.SelectMany(descriptor => Titles(Page(descriptor.Id)).Select(title => (descriptor.Id, title)))];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_page_names_the_repairs_of_its_sample_or_says_why_there_is_none(string id)
    {
        string page = Page(id);
        string fix = page[(page.IndexOf("\n## Fix\n\n", StringComparison.Ordinal) + "\n## Fix\n\n".Length)..];
        Assert.Contains("\n## Fix\n\n", page, StringComparison.Ordinal);
        Assert.Equal(fix.StartsWith("No code fix: ", StringComparison.Ordinal), !Repairs.Ids.Contains(id));
        if (Repairs.Ids.Contains(id))
        {
            using Workshop workshop = Reported(page);
            Assert.Equal(Titles(page), (await workshop.OffersAsync(id)).Select(offer => offer.Title));
        }
    }

    [Theory]
    [MemberData(nameof(Offered))]
    public async Task A_repair_of_the_sample_gives_code_that_compiles(string id, string title)
    {
        string page = Page(id);
        using Workshop workshop = Reported(page);

        await workshop.ApplyAsync((await workshop.OffersAsync(id)).Single(offer => offer.Title == title));

        await workshop.AssertCleanAsync();
        Assert.DoesNotContain(await workshop.DiagnosticsAsync(), each => each.Id == id);
        if (Line(page, title).Contains(Same, StringComparison.Ordinal))
        {
            using Workshop mended = Open(Samples(page)[1]);
            Assert.Equal(await mended.SourcesAsync(), await workshop.SourcesAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_has_its_row_among_the_pages_and_the_releases(string id)
    {
        DiagnosticDescriptor descriptor = AnalyzerDiagnostics.All.Single(each => each.Id == id);
        string fix = Repairs.Ids.Contains(id) ? "yes" : "–";
        Assert.Contains($"\n| [{id}]({id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} | {fix} |\n", File.ReadAllText(Repository.Path("docs/diagnostics/README.md")), StringComparison.Ordinal);
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}\n", File.ReadAllText(Repository.Path("src/Rpc.Generators/AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_repair_belongs_to_a_diagnostic() => Assert.Empty(Repairs.Ids.Except(AnalyzerDiagnostics.All.Select(descriptor => descriptor.Id)));

    /// <summary>The sample with the mistake, and where the page has it what was released before.</summary>
    private static Workshop Reported(string page) => page.Contains("\n## Released\n", StringComparison.Ordinal)
        ? new(["using Rpc;\n" + Samples(page)[1]], released: "using Rpc;\n" + Samples(page)[0])
        : Open(Samples(page)[0]);

    private static Workshop Open(string sample) => new([.. sample.Split("// In another file:\n").Select(file => "using Rpc;\n" + file)]);

    private static string Page(string id) => File.ReadAllText(Repository.Path(DiagnosticPages.Path(id)));

    private static string[] Samples(string page) => [.. Sample().Matches(page).Select(match => match.Groups[1].Value)];

    private static string[] Titles(string page) => [.. Offer().Matches(page).Select(match => match.Groups[1].Value)];

    private static string Line(string page, string title) => page.Split('\n').Single(line => line.StartsWith($"- *{title}*", StringComparison.Ordinal));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^- \*(.+?)\*", RegexOptions.Multiline)]
    private static partial Regex Offer();
}
