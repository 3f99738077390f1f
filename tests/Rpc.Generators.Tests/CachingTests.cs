using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class CachingTests
{
    private static string Contract(int i) => $$"""
        namespace App;

        [Rpc.Remote]
        public interface IService{{i}}
        {
            int Add{{i}}(int x, int y = {{i}});
            Task<string> NameAsync(string text, CancellationToken cancellationToken = default);
        }
        """;

    [Fact]
    public void A_hundred_contracts_compile_and_an_edit_writes_one_of_them_again()
    {
        var build = new Build();
        string[] sources = [.. Enumerable.Range(0, 100).Select(Contract)];
        CSharpCompilation compilation = build.Compile(sources);
        var editor = new Editor(build);
        EditorRun first = editor.Run(compilation);
        Assert.Equal(100 * 2 + 1, first.Files.Count);
        Assert.Empty(compilation.AddSyntaxTrees(first.Trees).GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found is { Severity: DiagnosticSeverity.Error, Id: not "CS1591" }));

        SyntaxTree before = compilation.SyntaxTrees[42];
        SyntaxTree after = before.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(sources[42].Replace("int y", "int z", StringComparison.Ordinal)));
        EditorRun second = editor.Run(compilation.ReplaceSyntaxTree(before, after));

        Assert.Equal(1, second.Changed(TrackingNames.Contracts));
        Assert.Equal(1, second.Written);
    }

    [Fact]
    public void Every_step_has_a_name_by_which_it_is_checked()
    {
        var build = new Build { Properties = new Dictionary<string, string> { ["RpcUpdateContractLock"] = "true", ["RpcContractLock"] = "true", ["RpcUpdateTasksLock"] = "true", ["RpcTasksLock"] = "true" } };
        EditorRun run = new Editor(build).Run(build.Compile("""
            [assembly: Rpc.RemoteInstance(typeof(IRepo<int>))]
            public record Quote(string Pair);
            [Rpc.Remote] public interface IGreeter { Quote Get(Quote quote); }
            [Rpc.Remote] public interface IRepo<T> { T Get(); }
            public static class Program { public static IRepo<Quote> Go(Rpc.RpcClient client) => client.Get<IRepo<Quote>>("rpc://x:1/y"); }
            """));

        Assert.Equal(TrackingNames.All.Order(StringComparer.Ordinal), run.Steps.Order(StringComparer.Ordinal));
    }

    // What goes through the editor of the harness is checked; a test with a driver of its own would not be.
    [Fact]
    public void No_test_runs_the_generator_past_the_harness()
    {
        string[] files = [.. Directory.GetFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
        string[] words = ["CSharp" + "GeneratorDriver", "new " + nameof(RemoteGenerator)];

        IEnumerable<string> users = files.Where(file => words.Any(word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))).Select(file => Path.GetFileName(file));

        Assert.Equal(["Editor.cs"], users);
    }
}
