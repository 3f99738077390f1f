using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Tests.Harness;

/// <summary>Asserts that the generator does nothing behind the reading of symbols when nothing changed that it has to do with.</summary>
internal static class Caching
{
    private const string Elsewhere = "internal static class Elsewhere { internal static int Count() { return 1; } }";

    /// <summary>Runs on an equal compilation, on one parsed anew, with another file added, and with an edit in the body of a method of that file.</summary>
    public static void AssertNothingRunsAgain(Editor editor, EditorRun first, CSharpCompilation compilation, Build build)
    {
        Check(editor, first, compilation.Clone(), "the same again");
        CSharpCompilation parsed = Parsed(compilation, build);
        Check(editor, first, parsed, "parsing all files again");
        SyntaxTree file = Parse(Elsewhere, "Elsewhere.cs", build);
        CSharpCompilation larger = parsed.AddSyntaxTrees(file);
        Check(editor, first, larger, "adding a file");
        Check(editor, first, larger.ReplaceSyntaxTree(file, Parse(Elsewhere.Replace("1", "2", StringComparison.Ordinal), "Elsewhere.cs", build)), "an edit in a method's body");
    }

    /// <summary>The compilation with every file parsed again: equal, and no object of the other one.</summary>
    public static CSharpCompilation Parsed(CSharpCompilation compilation, Build build) => compilation
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => Parse(tree.ToString(), tree.FilePath, build)));

    private static void Check(Editor editor, EditorRun first, CSharpCompilation compilation, string what)
    {
        EditorRun run = editor.Run(compilation);
        run.AssertNothingIsNew(what);
        Assert.Equal(first.Files, run.Files);
    }

    private static SyntaxTree Parse(string text, string path, Build build) => CSharpSyntaxTree.ParseText(text, build.ParseOptions, path);
}
