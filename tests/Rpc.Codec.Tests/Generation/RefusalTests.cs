using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Parsing;

namespace Generation;

public class RefusalTests
{
    [Theory]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("Action")]
    [InlineData("Func<int>")]
    [InlineData("Delegate")]
    [InlineData("int*")]
    [InlineData("delegate*<int>")]
    [InlineData("nint")]
    [InlineData("nuint[]")]
    [InlineData("Span<int>")]
    [InlineData("ReadOnlySpan<char>")]
    [InlineData("Task")]
    [InlineData("List<Task<int>>")]
    [InlineData("ValueTask<int>[]")]
    [InlineData("IAsyncEnumerable<int>")]
    [InlineData("CancellationToken")]
    [InlineData("IProgress<int>")]
    [InlineData("MemoryStream")]
    [InlineData("Exception")]
    [InlineData("Type")]
    [InlineData("Lazy<object>")]
    [InlineData("TimeZoneInfo")]
    [InlineData("Dictionary<string, object>")]
    [InlineData("IReadOnlyDictionary<string?, int>")]
    [InlineData("Dictionary<int?, int>")]
    [InlineData("IComparable")]
    [InlineData("int[,,,,]")]
    [InlineData("System.Threading.Thread")]
    [InlineData("System.Drawing.Point")]
    public void Types_without_a_form_on_the_wire_are_refused(string type) => Refused("RPC0101", type);

    [Theory]
    [InlineData("public interface Under { }", "RPC0101")]
    [InlineData("public class Under : List<int> { }", "RPC0101")]
    [InlineData("public class Under : Attribute { }", "RPC0101")]
    [InlineData("public ref struct Under { }", "RPC0101")]
    [InlineData("public static class Under { }", "RPC0101")]
    [InlineData("public class Under { public object? O; }", "RPC0101")]
    [InlineData("public class Under { public List<Action> A = []; }", "RPC0101")]
    [InlineData("file class Under { }", "RPC0102")]
    [InlineData("public abstract class Under { }", "RPC0103")]
    [InlineData("[Rpc.Union(0, typeof(string))] public abstract class Under { }", "RPC0104")]
    [InlineData("[Rpc.Union(0, typeof(A))] [Rpc.Union(0, typeof(B))] public abstract class Under { } public class A : Under { } public class B : Under { }", "RPC0104")]
    [InlineData("[Rpc.Union(0, typeof(A))] public class Under { } public class A : Under { }", "RPC0104")]
    [InlineData("[Rpc.Union(0, typeof(A))] public interface Under { } [Rpc.Union(0, typeof(B))] public interface A : Under { } public class B : A { }", "RPC0104")]
    [InlineData("[Rpc.Union(0, typeof(Under))] public abstract class Under { }", "RPC0104")]
    [InlineData("public class Under { private Under() { } }", "RPC0105")]
    [InlineData("public class Under(int other) { public int X = other; }", "RPC0105")]
    [InlineData("public class Under { public int X; public int Y; public Under(int x) { } public Under(int y, int? z = 0) { } public Under(int x, byte z = 0) { } }", "RPC0105")]
    [InlineData("public class Under { public int X { get; } }", "RPC0106")]
    [InlineData("public class Under { public List<int> Items { get; } = []; }", "RPC0106")]
    [InlineData("public class Under { [Rpc.MemberOrder(0)] public int X; public string? Y; }", "RPC0107")]
    [InlineData("public class Under { [Rpc.MemberOrder(0)] public int X; [Rpc.MemberOrder(2)] public string? Y; }", "RPC0107")]
    [InlineData("[MemoryPack.MemoryPackable(MemoryPack.GenerateType.VersionTolerant)] public class Under { }", "RPC0110")]
    [InlineData("public class Under { [MemoryPack.Utf8] public string? X; } namespace MemoryPack { public class Utf8Attribute : Attribute { } }", "RPC0110")]
    [InlineData("public struct Under { public nint X; }", "RPC0101")]
    [InlineData("public unsafe struct Under { public fixed int X[2]; }", "RPC0111")]
    [InlineData("[System.Runtime.CompilerServices.InlineArray(2)] public struct Under { public int X; }", "RPC0111")]
    [InlineData("public struct Under { public int X; [Rpc.MemberIgnore] public int Y; }", "RPC0111")]
    [InlineData("[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public struct Under { [System.Runtime.InteropServices.FieldOffset(0)] public int X; [System.Runtime.InteropServices.FieldOffset(2)] public int Y; }", "RPC0111")]
    [InlineData("public class Under { public int X; public int x; }", "RPC0113")]
    [InlineData("public class Under<T> { public Under<Under<T>>? X; }", "RPC0114", "Under<int>")]
    public void Declarations_that_cannot_travel_are_refused(string source, string id, string type = "Under") => Refused(id, type, source);

    [Fact]
    public void Two_hundred_and_fifty_members_are_one_too_many()
    {
        string Members(int count) => $"public class Under {{ {string.Concat(Enumerable.Range(0, count).Select(i => $"public string? M{i};"))} }}";
        Refused("RPC0108", "Under", Members(250));
        Accepted("Under", Members(249));
    }

    [Fact]
    public void Members_in_two_files_need_an_order()
    {
        Refused("RPC0112", "Under", "public partial class Under { public int X; }", "public partial class Under { public int Y; }");
        Accepted("Under", "public partial class Under { [Rpc.MemberOrder(0)] public int X; }", "public partial class Under { [Rpc.MemberOrder(1)] public string? Y; }");
        Accepted("Under", "public partial class Under { public int X; }", "public partial class Under { public int Z() => 1; }");
    }

    [Fact]
    public void A_type_of_another_assembly_needs_a_dependable_member_list()
    {
        MetadataReference other = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, """
            namespace Other;
            public class Hidden { public int X { get; private set; } }
            public class Ordered { [Rpc.MemberOrder(0)] public int X { get; private set; } }
            public class Mixed { public int X; public string? Y { get; set; } }
            public class Computed { public int X { get; set; } public int Twice => X * 2; }
            public struct Private(int x) { private readonly int _x = x; public int X() => _x; }
            public class Fine(int x) { public int X { get; } = x; public string? Y { get; init; } }
            """).WithAssemblyName("Other").EmitToImageReference();
        foreach ((string type, string id) in new[] { ("Hidden", "RPC0109"), ("Ordered", "RPC0109"), ("Mixed", "RPC0109"), ("Computed", "RPC0109"), ("Private", "RPC0111") })
        {
            CSharpCompilation bad = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, $"public interface I {{ Other.{type} M(); }}").AddReferences(other);
            Assert.Equal([id], Generation.Parse(bad).Problems.Select(p => p.Descriptor.Id));
        }

        CSharpCompilation good = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, "public interface I { Other.Fine M(); }").AddReferences(other);
        (TypeParser parser, var problems) = Generation.Parse(good);
        Assert.Empty(problems);
        Assert.Empty(Generation.Emit(good, CSharpParseOptions.Default, parser));
    }

    [Fact]
    public void A_refusal_stands_at_its_declaration_once_and_nothing_is_emitted()
    {
        CSharpCompilation compilation = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, "public class Under { public int Ok; public object? Bad; }\npublic interface I { Under M(List<Under> a, Under? b); }");
        (TypeParser parser, var problems) = Generation.Parse(compilation);
        DiagnosticInfo problem = Assert.Single(problems);
        Assert.Equal(new Microsoft.CodeAnalysis.Text.LinePosition(0, 43), problem.Location!.GetLineSpan().StartLinePosition);
        Assert.Empty(parser.Reachable);
        Assert.Equal(problem, Assert.Single(Generation.Parse(compilation).Problems));
    }

    [Fact]
    public void A_type_that_the_compiler_does_not_know_is_left_to_the_compiler()
    {
        CSharpCompilation compilation = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, "public interface I { Missing M(List<Missing> a); }");
        (TypeParser parser, var problems) = Generation.Parse(compilation);
        Assert.Empty(problems);
        Assert.Empty(parser.Reachable);
    }

    private static void Refused(string id, string type, params string[] sources)
    {
        List<DiagnosticInfo> problems = Problems(type, sources);
        Assert.True(problems.Count > 0, $"{type} was accepted");
        Assert.All(problems, p => Assert.Equal(id, p.Descriptor.Id));
        Assert.All(problems, p => Assert.NotNull(p.Location));
        Assert.All(problems, p => Assert.DoesNotContain("{", p.ToDiagnostic().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private static void Accepted(string type, params string[] sources) => Assert.Empty(Problems(type, sources));

    private static List<DiagnosticInfo> Problems(string type, string[] sources)
    {
        // A file-local type is seen from its own file only.
        string contract = $"public unsafe interface I {{ void M({type} a); }}";
        string[] all = sources.Length == 0 ? [contract, Generation.MemoryPack] : [Joined(sources[0], contract), .. sources[1..], Generation.MemoryPack];
        (TypeParser parser, List<DiagnosticInfo> problems) = Generation.Parse(Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, all));
        if (problems.Count > 0)
        {
            Assert.Empty(parser.Reachable);
        }

        return problems;
    }

    private static string Joined(string source, string contract) => contract.Replace("public unsafe interface", source.Contains("file class", StringComparison.Ordinal) ? "file unsafe interface" : "public unsafe interface", StringComparison.Ordinal) + "\n" + source;
}
