using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Model;
using Rpc.Generators.Parsing;

namespace Generation;

public class EmissionTests
{
    private static readonly string[] Files =
    [
        "Types/Shapes.cs", "Types/ITypes.cs", "Vectors/Types.cs", "Custom/CustomTypes.cs", "Custom/ICustom.cs", "../Rpc.Codec.Tests.Plain/Types.cs", "Vectors/IVectors.cs", "Evolution/Versions.cs",
    ];

    public static TheoryData<string, bool, bool> Matrix => new MatrixTheoryData<string, bool, bool>(["12", "latest"], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Matrix))]
    public void What_is_emitted_compiles_without_a_word_from_the_compiler(string language, bool documented, bool nullable)
    {
        Assert.True(LanguageVersionFacts.TryParse(language, out LanguageVersion version));
        var parse = new CSharpParseOptions(version, documented ? DocumentationMode.Diagnose : DocumentationMode.Parse);
        CSharpCompilation compilation = Generation.Compile(parse, nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable, [.. Files.Select(Generation.Source), Generation.MemoryPack]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        (TypeParser parser, var problems) = Generation.Parse(compilation);
        Assert.Empty(problems);
        Assert.Empty(Generation.Emit(compilation, parse, parser));
    }

    [Fact]
    public void Equal_sources_give_equal_models_whatever_else_the_compilation_holds()
    {
        CSharpCompilation first = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, [.. Files.Select(Generation.Source), Generation.MemoryPack]);
        CSharpCompilation second = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;", path: "Unrelated.cs"));
        (TypeParser one, _) = Generation.Parse(first);
        (TypeParser two, _) = Generation.Parse(second);
        Assert.True(one.Reachable.Count > 150);
        Assert.Equal(one.Reachable, two.Reachable);
        Assert.Equal(one.Reachable.GetHashCode(), two.Reachable.GetHashCode());
        Assert.Equal(one.Shapes, two.Shapes);
        Assert.Distinct(one.Reachable.Select(t => t.FullName));
    }

    [Fact]
    public void No_symbol_can_be_reached_from_a_model()
    {
        var seen = new HashSet<Type>();
        Visit(typeof(TypeModel));
        foreach (Type definition in typeof(TypeDefinition).Assembly.GetTypes().Where(typeof(TypeDefinition).IsAssignableFrom))
        {
            Visit(definition);
        }

        Assert.DoesNotContain(seen, type => type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true);
        Assert.All(seen.Where(type => type.IsClass && type != typeof(string)), type => Assert.True(type.GetMethod("<Clone>$") is not null || type.IsArray, $"{type} is no record"));

        void Visit(Type type)
        {
            if (type.Namespace == "System" && !type.IsArray && !type.IsGenericType || !seen.Add(type))
            {
                return;
            }

            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            {
                Visit(field.FieldType.IsArray ? field.FieldType.GetElementType()! : field.FieldType);
            }
        }
    }

    [Fact]
    public void A_long_chain_of_types_is_followed_to_its_end()
    {
        string chain = string.Concat(Enumerable.Range(0, 150).Select(i => $"public record R{i}(R{i + 1}? Next, R0? First);"));
        CSharpCompilation compilation = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, chain + "public record R150(int X); public interface I { R0 M(); }");
        (TypeParser parser, var problems) = Generation.Parse(compilation);
        Assert.Empty(problems);
        Assert.Equal(152, parser.Reachable.Count);
    }

    [Theory]
    [InlineData("namespace A { public class B_C { public int X; } } namespace A.B { public class C { public int X; } } public interface I { A.B_C M(A.B.C a); }")]
    [InlineData("public class quote { public int X; } public class Quote { public int X; } public interface I { quote M(Quote a); }")]
    [InlineData("public class Outer { public class Inner { public int X; } } public class Outer_Inner { public int X; } public interface I { Outer.Inner M(Outer_Inner a); }")]
    [InlineData("public class Reader { public int reader, writer, value, count, run, made, defaults, member, Value; public string? Reader1, _x, X; } public interface I { Reader M(); }")]
    [InlineData("namespace System.Rpc { public class Codec { public int global; } } public interface I { global::System.Rpc.Codec M(); }")]
    [InlineData("public class @class { public int @int; public @class? @event; } public interface I { @class M(); }")]
    [InlineData("public class Gen<T> where T : class { public Gen<Gen<T>>? Never; } public class Use { public int A; } public interface I { Use M(); }")]
    [InlineData("public interface I { int[]?[,] A(List<int?[]?>? a, (int A, (string? B, int C)[] D)? b, Dictionary<(int X, int Y), List<(string, int)>> c); }")]
    public void Names_never_meet(string source)
    {
        CSharpCompilation compilation = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, source);
        (TypeParser parser, var problems) = Generation.Parse(compilation);
        if (source.Contains("Reader1", StringComparison.Ordinal))
        {
            // X, _x and x are one name in JSON only where they are equal in it.
            Assert.Equal(["RPC0113"], problems.Select(p => p.Descriptor.Id));
            return;
        }

        Assert.Empty(problems);
        Assert.Empty(Generation.Emit(compilation, CSharpParseOptions.Default, parser));
    }
}
