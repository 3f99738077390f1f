using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

/// <summary>The pages of RPC02xx and RPC03xx: what is told of the code under "Reported", against a lock of the code under "Released", is their id; under "Mended" nobody is broken.</summary>
public sealed partial class LockPagesTests
{
    private static readonly DiagnosticDescriptor[] All = [.. LockDiagnostics.All, .. TaskLockDiagnostics.All];

    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_id_has_a_page_whose_samples_hold(string id)
    {
        DiagnosticDescriptor descriptor = All.Single(candidate => candidate.Id == id);
        string page = await File.ReadAllTextAsync(Repository.Path(DiagnosticPages.Path(id)), TestContext.Current.CancellationToken);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n{descriptor.DefaultSeverity}. ", page, StringComparison.Ordinal);
        string? file = Sample(page, "Released") is { } released ? Text(id, released) : null;
        string reported = Sample(page, "Reported") ?? "using Rpc; [Remote] public interface IShop { int Count(); }";

        Assert.Equal(id, Assert.Single(await TellAsync(id, reported, Sample(page, "Reported", "text") ?? file)));
        string[] after = await TellAsync(id, Sample(page, "Mended") ?? reported, Sample(page, "Mended", "text") ?? file ?? Text(id, reported));
        Assert.Empty(after.Except(["RPC0203", "RPC0303"]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Each_id_has_a_row_among_the_releases(string id) => Assert.Contains(
        $"\n{id} | {(IsOfTasks(id) ? "Rpc.Tasks" : "Rpc.Evolution")} | {All.Single(descriptor => descriptor.Id == id).DefaultSeverity} | ",
        await File.ReadAllTextAsync(Repository.Path("src/Rpc.Generators/AnalyzerReleases.Unshipped.md"), TestContext.Current.CancellationToken),
        StringComparison.Ordinal);

    [Fact]
    public async Task The_file_of_tasks_on_the_page_is_the_one_that_its_contract_gives()
    {
        string page = await File.ReadAllTextAsync(Repository.Path("docs", "tasks-lock.md"), TestContext.Current.CancellationToken);

        Assert.Equal(Block(page, "text"), TasksLocked.Text(Block(page, "csharp")));
    }

    [Fact]
    public async Task The_file_on_the_page_is_the_one_that_its_contract_gives()
    {
        string page = await File.ReadAllTextAsync(Repository.Path("docs", "evolution.md"), TestContext.Current.CancellationToken);

        Assert.Equal(Block(page, "text"), Locked.Text(Block(page, "csharp")));
    }

    private static bool IsOfTasks(string id) => id.StartsWith("RPC03", StringComparison.Ordinal);

    private static string Text(string id, string source) => IsOfTasks(id) ? TasksLocked.Text(source) : Locked.Text(source);

    private static async Task<string[]> TellAsync(string id, string source, string? file) =>
        [.. (await Analysis.DiagnosticsAsync(source, IsOfTasks(id) ? new Build { TasksLock = file, Properties = TasksLocked.On } : new Build { Lock = file, Properties = Locked.On })).Where(found => !Analysis.IsAdvice(found)).Select(found => found.Id)];

    private static string? Sample(string page, string heading, string language = "csharp")
    {
        int start = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        int next = start < 0 ? -1 : page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        string section = start < 0 ? string.Empty : page[start..(next < 0 ? page.Length : next)];
        return Block(section, language) is { Length: > 0 } code ? (language == "csharp" ? "using Rpc;\n" + code : code) : null;
    }

    private static string Block(string text, string language) => Blocks().Matches(text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value).FirstOrDefault(string.Empty);

    [GeneratedRegex("```(\\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
