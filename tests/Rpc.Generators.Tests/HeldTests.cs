using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>The walk that every generator test does over what the generator keeps: that it finds what it looks for, and that it looks everywhere.</summary>
public sealed class HeldTests
{
    private static readonly CSharpCompilation Compilation = new Build().Compile("public class Quote { public int Get() => 1 + 2; }");

    private static SyntaxTree Tree => Compilation.SyntaxTrees[0];

    public static TheoryData<string> Things => ["symbol", "wrapped symbol", "node", "tree", "reference", "compilation", "model", "operation", "location", "attribute"];

    public static TheoryData<string> Places => ["itself", "field", "base", "array", "list", "dictionary", "closure", "lazy", "struct", "value of a weak table"];

    [Theory]
    [MemberData(nameof(Things))]
    public void Each_thing_of_a_compilation_is_found(string thing) => Assert.NotNull(Held.Find(new Model(Thing(thing))));

    [Theory]
    [MemberData(nameof(Places))]
    public void It_is_found_wherever_it_is_hidden(string place) => Assert.NotNull(Held.Find(Hide(Thing("symbol"), place)));

    [Fact]
    public void A_model_that_holds_none_passes_and_a_circle_ends()
    {
        var circle = new object[2];
        circle[0] = circle;
        circle[1] = Location.Create("File.cs", default, default);

        Assert.Null(Held.Find(circle));
        Assert.Null(Held.Find(new Model("text")));
    }

    [Fact]
    public void What_the_generator_remembers_by_itself_holds_nothing_of_a_compilation()
    {
        GeneratedCode.From("public record Quote(string Pair); [Rpc.Remote] public interface IGreeter { Quote Get(Quote quote); } [Rpc.Remote] public interface IWrong { object Get(); }");

        FieldInfo[] fields = [.. typeof(RemoteGenerator).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters).SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(field => !field.IsLiteral && !IsOfCompilations(field.FieldType))];

        Assert.All(fields, field => Assert.Null(Held.Find(field.GetValue(null), field.DeclaringType + "." + field.Name)));
        Assert.Contains(fields, field => field.GetValue(null) is IEnumerable table && field.Name == "Memories" && table.Cast<object>().Any());
    }

    // What is kept for a compilation is gone with it, whatever it holds.
    private static bool IsOfCompilations(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(System.Runtime.CompilerServices.ConditionalWeakTable<,>) && type.GetGenericArguments()[0] == typeof(Compilation);

    private static object Thing(string name)
    {
        SemanticModel model = Compilation.GetSemanticModel(Tree);
        SyntaxNode node = Tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().First(candidate => candidate is Microsoft.CodeAnalysis.CSharp.Syntax.BinaryExpressionSyntax);
        INamedTypeSymbol symbol = Compilation.GetTypeByMetadataName("Quote")!;
        return name switch
        {
            "symbol" => symbol,
            "wrapped symbol" => symbol.WithNullableAnnotation(NullableAnnotation.Annotated),
            "node" => node,
            "tree" => Tree,
            "reference" => symbol.DeclaringSyntaxReferences[0],
            "compilation" => Compilation,
            "model" => model,
            "operation" => model.GetOperation(node, TestContext.Current.CancellationToken)!,
            "location" => node.GetLocation(),
            _ => Compilation.GetTypeByMetadataName(typeof(ObsoleteAttribute).FullName!)!.GetAttributes()[0],
        };
    }

    private static object Hide(object thing, string place) => place switch
    {
        "itself" => thing,
        "field" => new Model(thing),
        "base" => new Derived(thing),
        "array" => new object?[,] { { null, thing } },
        "list" => new List<Model> { new(thing) },
        "dictionary" => new Dictionary<string, object> { ["key"] = thing },
        "closure" => (Func<string?>)(() => thing.ToString()),
        "lazy" => new Lazy<object>(() => thing),
        "struct" => new KeyValuePair<int, object>(1, thing),
        _ => new System.Runtime.CompilerServices.ConditionalWeakTable<object, object> { { Tree, thing } },
    };

    private class Model(object value)
    {
        private readonly object _value = value;

        public override string? ToString() => _value.ToString();
    }

    private sealed class Derived(object value) : Model(value);
}
