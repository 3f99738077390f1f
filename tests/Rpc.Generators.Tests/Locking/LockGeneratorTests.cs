using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

public sealed class LockGeneratorTests
{
    private const string Hint = "Rpc.ContractLock.g.cs";

    private const string Source = """
        public record Item(int Id, string Name);

        [Rpc.Remote]
        public interface IShop
        {
            Item Find(int id);
            int Twice(int x) => x + x;
        }
        """;

    private static readonly Build Updating = new() { Properties = Locked.Updating };

    [Fact]
    public void The_text_is_written_as_comments_only()
    {
        string code = GeneratedCode.Clean(Source, Updating)[Hint];

        Assert.Empty(CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).ChildNodes());
        Assert.Equal(Locked.Text(Source), string.Concat(code.Split('\n').Where(line => line.StartsWith("//|", StringComparison.Ordinal)).Select(line => line[3..] + "\n")));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("true", null)]
    [InlineData("true", "false")]
    [InlineData(null, "true")]
    [InlineData("false", "true")]
    public void A_build_that_does_not_write_the_file_is_not_given_its_text(string? isLocked, string? updates)
    {
        var properties = new Dictionary<string, string> { ["RpcContractLock"] = isLocked ?? string.Empty, ["RpcUpdateContractLock"] = updates ?? string.Empty };

        Assert.DoesNotContain(Hint, GeneratedCode.Clean(Source, new Build { Properties = properties }).Files.Keys);
    }

    [Fact]
    public void Nothing_else_of_the_output_depends_on_the_lock()
    {
        var plain = GeneratedCode.Clean(Source).Files;
        var locked = GeneratedCode.Clean(Source, Updating).Files;

        Assert.Equal(plain, locked.Where(file => file.Key != Hint));
    }

    [Fact]
    public void Without_a_contract_the_text_is_that_of_an_empty_lock() =>
        Assert.Equal(LockText.Of(LockDocument.Merge([]), LockFile.Contracts).TrimEnd('\n').Split('\n').Length + 1, GeneratedCode.Clean("public interface INone { }", Updating)[Hint].TrimEnd('\n').Split('\n').Length);

    [Fact]
    public void An_edit_inside_a_method_writes_nothing_again()
    {
        EditorRun second = Edit("=> x + x", "=> x * 2");

        AssertReasons(second.Reasons(TrackingNames.LockParts), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        AssertReasons(second.Reasons(TrackingNames.Lock), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        Assert.Equal(0, second.Written);
    }

    [Fact]
    public void A_change_that_does_not_reach_the_lock_leaves_it_alone()
    {
        EditorRun second = Edit("    Item Find", "    /// <summary>Finds.</summary>\n    Item Find");

        AssertReasons(second.Reasons(TrackingNames.LockParts), IncrementalStepRunReason.Unchanged);
        AssertReasons(second.Reasons(TrackingNames.Lock), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_change_of_the_contract_is_written_anew()
    {
        EditorRun second = Edit("Item Find(int id)", "Item Find(int id, int shelf)");

        AssertReasons(second.Reasons(TrackingNames.Lock), IncrementalStepRunReason.Modified);
        Assert.Contains("//|    shelf: int\n", second.Files[Hint], StringComparison.Ordinal);
    }

    private static EditorRun Edit(string before, string after)
    {
        CSharpCompilation compilation = Updating.Compile(Source);
        var editor = new Editor(Updating);
        editor.Run(compilation);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string edited = Source.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Source, edited);
        return editor.Run(compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(edited))));
    }

    private static void AssertReasons(IEnumerable<IncrementalStepRunReason> reasons, params IncrementalStepRunReason[] expected)
    {
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Contains(reason, expected));
    }
}
