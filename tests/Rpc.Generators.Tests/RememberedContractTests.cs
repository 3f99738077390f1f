using System.Collections.ObjectModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>A contract that was read is not read again while nothing changed that it depends on; and it is when something did (docs/decisions/0018).</summary>
public sealed class RememberedContractTests
{
    private const string Contract = """
        namespace App;

        [Rpc.Remote]
        public interface IGreeter : IBase
        {
            Quote Get(Quote quote, int max = Limits.Max, Pair pair = default);
        }
        """;

    private static readonly ReadOnlyDictionary<string, string> Project = new Dictionary<string, string>
    {
        ["IGreeter.cs"] = Contract,
        ["IBase.cs"] = "namespace App; public interface IBase { /// <summary>Logs.</summary>\n void Log(string line); }",
        ["Quote.cs"] = "namespace App; public class Quote : Priced { public string? Pair { get; set; } public int Twice() { return 2; } }",
        ["Priced.cs"] = "namespace App; public class Priced { public double Rate { get; set; } public Level Level { get; set; } private int _hidden; public int Hidden { get { return _hidden; } } }",
        ["Pair.cs"] = "namespace App; public struct Pair(int x) { public int Y; public int Sum() { return Y; } }",
        ["Limits.cs"] = "namespace App; public static class Limits { public const int Max = 1 + Inner; private const int Inner = 4; public static int Count() { return 1; } } public enum Level { Low, High }",
        ["More.cs"] = "",
        ["Other.cs"] = "namespace Elsewhere; public class Other { public int Value; public int Get() { return Value; } }",
    }.AsReadOnly();

    [Theory]
    [InlineData("Other.cs", "return Value;", "return Value + 1;")]
    [InlineData("Other.cs", "public int Value;", "public int Value; public long More { get; set; }")]
    [InlineData("Other.cs", "public int Get()", "public long Get(int x)")]
    [InlineData("Other.cs", "public class Other", "public sealed class Another")]
    [InlineData("Other.cs", "namespace Elsewhere;", "namespace App; [System.Serializable] public class Unmentioned : Quote { } ")]
    [InlineData("Other.cs", "namespace Elsewhere;", "namespace App.Elsewhere;")]
    [InlineData("Other.cs", "namespace Elsewhere;", "namespace Elsewhere; public interface INobody { } ")]
    [InlineData("Other.cs", "namespace Elsewhere; public class Other", "namespace App; public class String { } public class Other")]
    [InlineData("Quote.cs", "return 2;", "return 3;")]
    [InlineData("Limits.cs", "return 1;", "return 2;")]
    public void It_is_not_read_again_after(string file, string before, string after) => Assert.True(IsRemembered(file, before, after));

    [Theory]
    [InlineData("IGreeter.cs", "int max", "int most")]
    [InlineData("IBase.cs", "Logs.", "Writes.")]
    [InlineData("IBase.cs", "string line", "long line")]
    [InlineData("Quote.cs", "string? Pair", "string Pair")]
    [InlineData("Quote.cs", ": Priced ", "")]
    [InlineData("Priced.cs", "double Rate", "float Rate")]
    [InlineData("Priced.cs", "return _hidden;", "return field;")]
    [InlineData("Priced.cs", "Level { get; set; }", "Level { get; set; } [Rpc.MemberIgnore] public int Ignored;")]
    [InlineData("Pair.cs", "return Y;", "return x;")]
    [InlineData("Limits.cs", "Inner = 4", "Inner = 5")]
    [InlineData("Limits.cs", "Low, High", "High, Low = 7")]
    [InlineData("Other.cs", "namespace Elsewhere;", "global using Level = System.DayOfWeek; namespace Elsewhere;")]
    [InlineData("Other.cs", "namespace Elsewhere; public class Other", "namespace App; public class GreeterCalls")]
    [InlineData("Other.cs", "namespace Elsewhere; public class Other {", "namespace App; public static class Limits2 { public const int Max = 9; } public class Other {")]
    [InlineData("Other.cs", "namespace Elsewhere;", "namespace Elsewhere; public class Quote { }")]
    [InlineData("Other.cs", "namespace Elsewhere;", "namespace App.Level;")]
    [InlineData("Other.cs", "namespace Elsewhere; public class Other {", "namespace App { public class MemberIgnoreAttribute : System.Attribute { } } public class Other {")]
    [InlineData("Other.cs", "namespace Elsewhere; public class Other", "namespace App; [Rpc.Remote] public interface Greeter { } public class Other")]
    [InlineData("Other.cs", "namespace Elsewhere; public class Other", "namespace System; public struct ValueTuple<T1, T2> { } public class Other")]
    public void It_is_read_again_after(string file, string before, string after) => Assert.False(IsRemembered(file, before, after));

    [Fact]
    public void What_is_written_is_right_after_the_references_change()
    {
        var editor = new Editor(Build);
        CSharpCompilation compilation = Compile(Project);
        editor.Run(compilation);
        MetadataReference other = new Build { AssemblyName = "Other" }.Compile("namespace App { public class Quote { public int FromElsewhere; } }").ToMetadataReference();

        CSharpCompilation edited = compilation.AddReferences(other).RemoveSyntaxTrees(compilation.SyntaxTrees.Single(tree => tree.FilePath == "Quote.cs"));

        Assert.Equal(Fresh(edited), editor.Run(edited).Files);
    }

    [Fact]
    public void What_is_written_is_right_after_the_options_change()
    {
        var editor = new Editor(Build);
        CSharpCompilation compilation = Compile(Project);
        IReadOnlyDictionary<string, string> before = editor.Run(compilation).Files;

        CSharpCompilation edited = compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));
        IReadOnlyDictionary<string, string> after = editor.Run(edited).Files;

        Assert.Equal(Fresh(edited), after);
        Assert.NotEqual(before, after);
    }

    /// <summary>Random walks through variants of the files: whatever was before, what is written is what a new driver writes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_written_is_right_after_any_row_of_edits(int seed)
    {
        (string File, string[] Texts)[] places =
        [
            ("Other.cs", ["", "namespace App; public class String;", "namespace App.Inner; public class Level;", "global using Pair = System.Int32;", "namespace App; public class GreeterCalls;",
                "namespace App; public class Unmentioned;", "namespace App.Quote;", "namespace App; [Rpc.Remote] public interface Greeter;", "namespace App { namespace System { public class Int32; } }",
                "namespace App; public static class Elsewhere { public class Priced; }", "global using Priced = App.Aliased; namespace App; public class Aliased { public int Z; }", "namespace App; public class Aliased { public long Z; }"]),
            ("More.cs", ["", "namespace App; public class Aliased { public int More; }", "namespace App; public partial class Unmentioned;", "namespace App; public enum Aliased { One }"]),
            ("Priced.cs", ["namespace App; public class Priced { public Level Level; }", "namespace App; public record Priced(Level Level, int X = Limits.Max);", "namespace App; public class Priced { public Priced() { } public int P { get { return 1; } } }", "namespace App; public class Priced { public int P { get { return field; } } }"]),
            ("Limits.cs", ["namespace App; public static class Limits { public const int Max = 5; } public enum Level { Low }", "namespace App; public static class Limits { public const int Max = 6; } public enum Level : byte { Low }", "namespace App; public static class Limits { public static int Max = 6; } public class Level;"]),
            ("Pair.cs", ["namespace App; public struct Pair(int x) { public int Y; public int Sum() { return Y; } }", "namespace App; public struct Pair(int x) { public int Y; public int Sum() { return x; } }", "namespace App; public class Pair { public Quote? Quote; }", "namespace App;\n#nullable disable\npublic class Pair { public string Text; }"]),
            ("IBase.cs", ["namespace App; public interface IBase;", "namespace App; [Rpc.Remote] public interface IBase { void Log(Pair pair); }", "namespace App; public interface IBase { void Log(Quote quote) { } }", "namespace App; public class IBase;"]),
        ];
        var random = new Random(seed);
        var project = new Dictionary<string, string>(Project);
        var editor = new Editor(Build);
        CSharpCompilation compilation = Compile(project);
        for (int i = 0; i < 100; i++)
        {
            (string file, string[] texts) = places[random.Next(places.Length)];
            SyntaxTree before = compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
            compilation = compilation.ReplaceSyntaxTree(before, CSharpSyntaxTree.ParseText(texts[random.Next(texts.Length)], Build.ParseOptions, file));
            Assert.Equal(Fresh(compilation), editor.Run(compilation).Files);
        }
    }

    private static Build Build { get; } = new() { Language = LanguageVersion.Preview };

    // Whether what was read before the edit is what another driver is given after it; what is written is right in any case.
    private static bool IsRemembered(string file, string before, string after)
    {
        Assert.Contains(before, Project[file], StringComparison.Ordinal);
        var editor = new Editor(Build);
        CSharpCompilation compilation = Compile(Project);
        object read = Assert.Single(editor.Run(compilation).Values(TrackingNames.Contracts));
        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == file);
        CSharpCompilation edited = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Project[file].Replace(before, after, StringComparison.Ordinal), Build.ParseOptions, file));
        Assert.Equal(Fresh(edited), editor.Run(edited).Files);
        return new Editor(Build).Run(edited).Values(TrackingNames.Contracts).Any(now => ReferenceEquals(now, read));
    }

    // No file of it has been seen before, so nothing is remembered of it.
    private static IReadOnlyDictionary<string, string> Fresh(CSharpCompilation compilation) => new Editor(Build).Run(Caching.Parsed(compilation, Build)).Files;

    private static CSharpCompilation Compile(IReadOnlyDictionary<string, string> files)
    {
        CSharpCompilation compilation = Build.Compile();
        return compilation.AddSyntaxTrees(files.Select(file => CSharpSyntaxTree.ParseText(file.Value, Build.ParseOptions, file.Key)));
    }
}
