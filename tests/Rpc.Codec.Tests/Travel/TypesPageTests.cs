using Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Diagnostics;

namespace Travel;

/// <summary>What docs/types.md says is so: each row has a test, and each test a row.</summary>
public class TypesPageTests
{
    private static readonly Dictionary<string, TravelCase> Cases = TravelValues.All.Concat(TravelCollections.All).Concat(TravelObjects.All).ToDictionary(each => each.Name);

    // What takes more than one file or line to write.
    private static readonly Dictionary<string, string[]> Longer = new()
    {
        ["more than 249 members"] = [$"class X {{ {string.Concat(Enumerable.Range(0, 250).Select(i => $"public string? M{i};"))} }}"],
        ["`partial` class with members in several files, without an order"] = ["partial class X { public int A; }", "partial class X { public int B; }"],
        ["two codecs for one type"] = ["[assembly: Rpc.CustomCodec(typeof(A))] [assembly: Rpc.CustomCodec(typeof(B))] class X; struct A : Rpc.ISurrogate<X, int> { public static int ToSurrogate(X value) => 0; public static X FromSurrogate(int surrogate) => new(); } struct B : Rpc.ISurrogate<X, long> { public static long ToSurrogate(X value) => 0; public static X FromSurrogate(long surrogate) => new(); }"],
        ["a codec that is no struct"] = ["[assembly: Rpc.CustomCodec(typeof(A))] class X; class A : Rpc.ISurrogate<X, int> { public static int ToSurrogate(X value) => 0; public static X FromSurrogate(int surrogate) => new(); }"],
        ["a codec that generated code cannot see"] = ["[assembly: Rpc.CustomCodec(typeof(A))] class X; file struct A : Rpc.ISurrogate<X, int> { public static int ToSurrogate(X value) => 0; public static X FromSurrogate(int surrogate) => new(); }"],
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> Refusals => [.. TypesPage.Refused.Select(row => row.What)];

    [Fact]
    public void Each_row_has_a_test_and_each_test_a_row() =>
        Assert.Equal(Cases.Keys.Order(StringComparer.Ordinal), TypesPage.Travelling.SelectMany(row => row.Types).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_the_page_lists_arrives_as_it_left_in_the_bytes_and_the_json_of_its_row(string name)
    {
        TravelCase.Result result = Cases[name].Run();
        TypesPage.Row row = TypesPage.Travelling.Single(row => row.Types.Contains(name));
        Assert.Equal(row.Size ?? result.Bytes.Length, result.Bytes.Length);
        if (row.Types[0] == name)
        {
            Assert.Equal(row.Json, result.Json.Length == 0 ? "none" : result.Json);
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_the_page_says_is_refused_is_refused_with_that_id(string what)
    {
        string id = TypesPage.Refused.Single(row => row.What == what).Id;
        string code = what.Trim('`');
        string[] sources = Longer.TryGetValue(what, out string[]? longer) ? longer : code.Contains('{', StringComparison.Ordinal) || code.EndsWith(';') ? [code] : [];
        string type = sources.Length == 0 ? code : "X";
        string contract = $"\n{(code.Contains("file class", StringComparison.Ordinal) ? "file" : "")} unsafe interface I {{ void M({type} a); }}";
        string[] all = sources.Length == 0 ? [contract] : [sources[0] + contract, .. sources[1..]];
        CSharpCompilation compilation = Generation.Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, [.. all, Generation.Generation.MemoryPack]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal([id], Generation.Generation.Parse(compilation).Problems.Select(problem => problem.Descriptor.Id));
    }

    [Fact]
    public void The_page_names_every_id_that_a_type_can_be_refused_with()
    {
        // A type of another assembly and one whose generic arguments grow have a test of their own each (RefusalTests).
        string[] ids = [.. PageTests.Ids.Select(row => row.Data)];
        Assert.Equal(ids.Except([TypeDiagnostics.ForeignType.Id, TypeDiagnostics.TooDeep.Id]), TypesPage.Refused.Select(row => row.Id).Distinct().Order(StringComparer.Ordinal));
    }
}
