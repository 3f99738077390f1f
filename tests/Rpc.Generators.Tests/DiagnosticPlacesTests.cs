using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Analyzers;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>Each mistake is told once, at the line where it is written. The place is marked in the sources: what stands between « and » is what the diagnostic points at.</summary>
public sealed class DiagnosticPlacesTests
{
    private const string Contract = "[Rpc.Remote] public interface IShop { int Put(Item item); }";

    [Theory]
    [InlineData("RPC0101", Contract, "public record Item(string Name, «object» Extra);")]
    [InlineData("RPC0101", Contract, "public class Item { public string? Name; public «object?» Extra { get; set; } }")]
    [InlineData("RPC0101", Contract, "public class Item { public Dictionary<string, List<«Action»[]>?>? Extra; }")]
    [InlineData("RPC0101", Contract, "public class Item { public (int Place, List<(string, «dynamic» Value)> More) Extra; }")]
    [InlineData("RPC0101", Contract, "public class Item { public List<«nint»?>? Extra; }")]
    [InlineData("RPC0101", Contract, "public record Item(int X) : Base(X);", "public record Base(int Y) { public «Task<int>?» Extra { get; init; } }")]
    [InlineData("RPC0101", Contract, "public class Item { public class Inner { public «Delegate?» Extra; } public Inner? In; }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { int Put(Box<«Action»> box); }", "public class Box<T> { public List<T>? Values; }")]
    [InlineData("RPC0101", Contract, "public class Item { public Box<int, List<«Action»>>? Extra; }", "public class Box<T, U> { public Box<U>? Values; public T? Value; } public class Box<T> { public T? Value; }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { int Put(Box<int> box); }", "public class Box<T> { public Dictionary<string, «object»>? More; public T? Value; }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { int Put((int, «object» Value) pair); }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { ValueTask<Dictionary<int, (string, «Func<int>»)>> GetAsync(CancellationToken stop = default); }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { «object» Value { get; set; } }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { int Put(«Dictionary<string?, int>» map); }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop : IBase { }", "public interface IBase { int Put(List<«object»> values); }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop : IBase<«Action»> { }", "public interface IBase<T> { int Put(List<T> values); }")]
    [InlineData("RPC0101", "[Rpc.Remote] public interface IShop { int Put(Shape shape); }", "[Rpc.Union(0, typeof(Round))] public abstract class Shape; public class Round : Shape { public «object?» Center; }")]
    [InlineData("RPC0006", "[Rpc.Remote] public interface IShop : IBase { }", "public interface IBase { T «Get»<T>(); }")]
    [InlineData("RPC0007", "[Rpc.Remote] public partial interface IShop { int Good(); }", "public partial interface IShop { event Action «Sold»; }")]
    [InlineData("RPC0038", "[Rpc.Remote] public interface IShop { [«Rpc.TaskRetry(-1)»] int Put(int item); }")]
    [InlineData("RPC0039", "[Rpc.Remote] public interface IShop { [«Rpc.TaskRetry(1, NotAfter = [typeof(Lost<int>)])»] int Put(int item); }", "public class Lost<T> : Exception;")]
    [InlineData("RPC0102", Contract, "public class Item { [Rpc.MemberInclude] private List<Step>? At; private class «Step»; }")]
    [InlineData("RPC0103", "[Rpc.Remote] public interface IShop { List<Shape> All(); Shape? Find(int id); }", "public abstract record «Shape»;")]
    [InlineData("RPC0104", "[Rpc.Remote] public interface IShop { int Put(Shape shape); }", "[Rpc.Union(0, typeof(Round)), «Rpc.Union(0, typeof(Square))»] public abstract class Shape; public class Round : Shape; public class Square : Shape;")]
    [InlineData("RPC0104", "[Rpc.Remote] public interface IShop { int Put(Shape shape); }", "[Rpc.Union(0, typeof(Round))]\n[«Rpc.Union(1, typeof(Square))»]\npublic abstract class Shape; public class Round : Shape; public class Square;")]
    [InlineData("RPC0106", Contract, "public class Item { public int X { get; set; } public int «Y» { get; } }")]
    [InlineData("RPC0106", "[Rpc.Remote] public interface IShop { Box<int> Get(); }", "public class Box<T> { public T? Value { get; set; } public int «Count» { get; } }")]
    [InlineData("RPC0111", "[Rpc.Remote] public interface IShop { int Put(Pixel pixel); }", "public struct Pixel { public int Color; [Rpc.MemberIgnore] public int «Scratch»; }")]
    [InlineData("RPC0113", Contract, "public class Item { public int Id; public int «ID»; }")]
    public async Task A_mistake_is_told_where_it_is_written(string id, params string[] marked)
    {
        (string[] sources, string file, int at, string text) = Read(marked);

        Diagnostic found = Assert.Single(await Analysis.DiagnosticsAsync(sources), each => each.Severity == DiagnosticSeverity.Error);

        Assert.Equal((id, file, at, text), (found.Id, found.Location.SourceTree!.FilePath, found.Location.SourceSpan.Start, found.Location.SourceTree.ToString().Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length)));
    }

    [Theory]
    [InlineData("public interface IBase { T Get<T>(); }", "[Rpc.Remote] public interface IShop : «Other.IBase» { }", "RPC0006")]
    [InlineData("public interface IBase { int Put(object value); }", "public interface IMiddle : Other.IBase;\n[Rpc.Remote] public interface IShop : IDisposable, «IMiddle» { }", "RPC0101")]
    [InlineData("public interface IBase<T> { int Put(T value); }", "[Rpc.Remote] public interface IShop : Other.IBase<List<«object»>> { }", "RPC0101")]
    [InlineData("public class Hidden { public int X { get; private set; } }", "[Rpc.Remote] public interface IShop { Task<List<«Other.Hidden?»>> GetAsync(CancellationToken stop = default); }", "RPC0109")]
    [InlineData("public class Hidden { public object? X { get; set; } }", "[Rpc.Remote] public interface IShop { Task<List<«Other.Hidden»>> GetAsync(CancellationToken stop = default); }", "RPC0101")]
    public async Task What_another_assembly_brings_is_told_where_it_is_used(string other, string marked, string id)
    {
        (string[] sources, _, int at, string text) = Read([marked]);
        var build = new Build();
        CSharpCompilation compilation = build.Compile(sources).AddReferences(MetadataReference.CreateFromImage(Image((build with { AssemblyName = "Other", Documentation = DocumentationMode.Parse }).Compile($"namespace Other;\n{other}"))));

        var found = await new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Diagnostic told = Assert.Single(found, each => each.Severity == DiagnosticSeverity.Error);
        Assert.Equal((id, at, text), (told.Id, told.Location.SourceSpan.Start, told.Location.SourceTree!.ToString().Substring(told.Location.SourceSpan.Start, told.Location.SourceSpan.Length)));
    }

    [Theory]
    [InlineData("public interface IBase { [Rpc.Timeout(0)] int Put(int value); }", "[Rpc.Remote] public interface «IShop» : Other.IBase { }", "RPC0030")]
    [InlineData("public interface IBase { T Get<T>(); }", "[Rpc.Remote] public interface IShop : «Other.IBase» { }", "RPC0006")]
    public async Task What_another_project_brings_is_told_here_though_an_editor_has_its_source(string other, string marked, string id)
    {
        (string[] sources, _, int at, string text) = Read([marked]);
        var build = new Build();
        CSharpCompilation compilation = build.Compile(sources).AddReferences((build with { AssemblyName = "Other" }).Compile($"namespace Other;\n{other}").ToMetadataReference());

        var found = await new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Diagnostic told = Assert.Single(found, each => each.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal((id, at, text), (told.Id, told.Location.SourceSpan.Start, told.Location.SourceTree!.ToString().Substring(told.Location.SourceSpan.Start, told.Location.SourceSpan.Length)));
    }

    [Fact]
    public async Task A_member_that_two_contracts_inherit_is_told_once()
    {
        Assert.Equal(
            ["RPC0006 'Get' 'IBase.Get' has type parameters: declare one method for each type"],
            await Analysis.OfAsync("""
                public interface IBase { T Get<T>(); }
                [Rpc.Remote] public interface IOne : IBase { }
                [Rpc.Remote] public interface ITwo : IBase { }
                """));
    }

    [Fact]
    public async Task The_editor_tells_each_mistake_in_the_file_where_it_is_written()
    {
        CSharpCompilation compilation = new Build().Compile(
            "[Rpc.Remote] public partial interface IShop { int Put(Item item); }",
            "public record Item(object Extra, Step Step);\npublic class Step { public int X { get; } }",
            "public partial interface IShop { T Get<T>(); }\n[Rpc.Remote] public interface IOther { int Put(Item item); }");
        var analysis = new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], new AnalyzerOptions([]));
        List<string> found = [];
        foreach (SyntaxTree file in compilation.SyntaxTrees)
        {
            var there = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), filterSpan: null, TestContext.Current.CancellationToken);
            found.AddRange(there.Select(each => $"{file.FilePath} {each.Id}").Order(StringComparer.Ordinal));
        }

        Assert.Equal(["Source1.cs RPC0101", "Source1.cs RPC0106", "Source2.cs RPC0006"], found);
    }

    [Fact]
    public async Task Two_files_of_one_name_do_not_mix_up_places()
    {
        var build = new Build();
        CSharpCompilation compilation = build.Compile("public static class Elsewhere { public const int Length = 100; public const int Width = 100; }");
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("[Rpc.Remote] public interface IShop { int Put(object item); }", build.ParseOptions, "Source0.cs"));
        var found = await new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Same(compilation.SyntaxTrees[^1], Assert.Single(found, each => each.Severity == DiagnosticSeverity.Error).Location.SourceTree);
    }

    private static ImmutableArray<byte> Image(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        return [.. image.ToArray()];
    }

    private static (string[] Sources, string File, int At, string Text) Read(string[] marked)
    {
        int file = Array.FindIndex(marked, source => source.Contains('«', StringComparison.Ordinal));
        int at = marked[file].IndexOf('«', StringComparison.Ordinal);
        string text = marked[file][(at + 1)..marked[file].IndexOf('»', StringComparison.Ordinal)];
        return ([.. marked.Select(source => source.Replace("«", string.Empty, StringComparison.Ordinal).Replace("»", string.Empty, StringComparison.Ordinal))], $"Source{file}.cs", at, text);
    }
}
