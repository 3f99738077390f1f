using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>What the analyzer says of type arguments, at the line where they stand.</summary>
public sealed class CallSiteTests
{
    private const string Start = """
        using Rpc;
        namespace App;
        public sealed record Order(int Id);
        public sealed class Wild { public object? Anything { get; set; } }
        [Remote] public interface IGreeter { int Greet(); }
        public interface ILoudGreeter : IGreeter;
        public sealed class Greeter : IGreeter { public int Greet() => 1; }
        [Remote] public interface IRepo<T> { Task<T?> GetAsync(int id); }
        public interface ICache<T> { T? Find(int id); }

        """;

    [Theory]
    [InlineData("c.Get<ILoudGreeter>(\"u\")", "RPC0001 'ILoudGreeter' 'App.ILoudGreeter' is not a remote interface")]
    [InlineData("c.Get<Greeter>(\"u\")", "RPC0001 'Greeter' 'App.Greeter' is not a remote interface")]
    [InlineData("c.Get<ICache<Order>>(\"u\")", "RPC0001 'ICache<Order>' 'App.ICache<App.Order>' is not a remote interface")]
    [InlineData("s.Add(new Greeter())", "RPC0001 'Add' 'App.Greeter' is not a remote interface")]
    [InlineData("s.Add<ILoudGreeter>(null!)", "RPC0001 'ILoudGreeter' 'App.ILoudGreeter' is not a remote interface")]
    [InlineData("s.PublishAsync(\"n\", new Greeter())", "RPC0001 'PublishAsync' 'App.Greeter' is not a remote interface")]
    [InlineData("c.Get<IRepo<object>>(\"u\")", "RPC0101 'IRepo<object>' 'object' cannot travel")]
    [InlineData("c.Get<IRepo<IRepo<Action>>>(\"u\")", "RPC0101 'IRepo<IRepo<Action>>' 'System.Action' cannot travel")]
    [InlineData("c.Get<IRepo<T>>(\"u\")", "RPC0026 'IRepo<T>' Nothing is generated for 'App.IRepo<T>' here")]
    [InlineData("c.Get<IRepo<List<T>>>(\"u\")", "RPC0026 'IRepo<List<T>>' Nothing is generated for 'App.IRepo<System.Collections.Generic.List<T>>' here")]
    [InlineData("c.Get<ICache<T>>(\"u\")", "RPC0001 'ICache<T>' 'App.ICache<T>' is not a remote interface")]
    [InlineData("s.Add(r)", "RPC0026 'Add' Nothing is generated for 'App.IRepo<App.Order>' here: the type argument is inferred")]
    [InlineData("c.Get<T>(\"u\")", "RPC0027 'T' Nothing is generated for 'T' here: its contract is found if")]
    [InlineData("RpcCodec.Encode(t)", "RPC0027 'Encode' Nothing is generated for 'T' here: its codec is found if")]
    [InlineData("RpcCodec.Decode<List<T>>(default(ReadOnlySpan<byte>))", "RPC0027 'List<T>' Nothing is generated for 'System.Collections.Generic.List<T>' here")]
    [InlineData("RpcCodec.Encode<object>(t)", "RPC0101 'object' 'object' cannot travel")]
    [InlineData("RpcCodec.Encode(c)", "RPC0109 'Encode' 'Rpc.RpcClient' of assembly 'Rpc.Runtime' cannot travel")]
    [InlineData("RpcCodec.Encode(new Wild())", "RPC0101 'Anything'")]
    [InlineData("RpcCodec.Encode<IGreeter>(new Greeter())", "RPC0101 'IGreeter' 'App.IGreeter' cannot travel: a live object has no bytes")]
    public async Task A_wrong_type_argument_is_told_where_it_stands(string call, string expected)
    {
        IReadOnlyList<string> told = await Analysis.OfAsync(Start + $$"""
            public static class Program
            {
                public static object Go<T>(RpcClient c, RpcServer s, IRepo<Order> r, T t) where T : class => {{call}};
            }
            """);
        Assert.StartsWith(expected, Assert.Single(told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c.Get<IGreeter>(\"u\")")]
    [InlineData("s.Add<IGreeter>(new Greeter())")]
    [InlineData("c.Get<IRepo<Order>>(\"u\")")]
    [InlineData("c.Get<IRepo<IRepo<Order>>>(\"u\")")]
    [InlineData("RpcCodec.Encode(new Order(1))")]
    [InlineData("RpcCodec.Encode(1)")]
    public async Task A_right_type_argument_is_not(string call) =>
        Assert.Empty(await Analysis.OfAsync(Start + $"public static class Program {{ public static object Go(RpcClient c, RpcServer s) => {call}; }}"));

    [Theory]
    [InlineData("c.Get<IRepo<T>>(\"u\")")]
    [InlineData("s.Add(r)")]
    public async Task An_attribute_that_closes_the_interface_covers_what_is_open(string call) => Assert.Empty(await Analysis.OfAsync(
        "[assembly: Rpc.RemoteInstance(typeof(App.IRepo<App.Order>))]\n" + Start.Replace("using Rpc;\nnamespace App;", "namespace App { using Rpc;", StringComparison.Ordinal)
        + $"public static class Program {{ public static object Go<T>(RpcClient c, RpcServer s, IRepo<Order> r) => {call}; }} }}"));

    [Theory]
    [InlineData("App.IGreeter", "RPC0025 'App.IGreeter' 'App.IGreeter' is not a closed generic interface with [Remote]")]
    [InlineData("App.IRepo<>", "RPC0025 'App.IRepo<>' 'App.IRepo<>' is not a closed generic interface with [Remote]")]
    [InlineData("App.ICache<int>", "RPC0025 'App.ICache<int>' 'App.ICache<int>' is not a closed generic interface with [Remote]")]
    [InlineData("List<int>", "RPC0025 'List<int>' 'System.Collections.Generic.List<int>' is not a closed generic interface with [Remote]")]
    [InlineData("App.IRepo<object>", "RPC0101 'App.IRepo<object>' 'object' cannot travel")]
    public async Task An_attribute_that_names_the_wrong_thing_is_told(string type, string expected)
    {
        string source = $"[assembly: Rpc.RemoteInstance(typeof({type}))]\n" + Start.Replace("using Rpc;\nnamespace App;", "namespace App { using Rpc;", StringComparison.Ordinal) + "}";
        Assert.StartsWith(expected, Assert.Single(await Analysis.OfAsync(source)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Remote] public interface IOpen<T> { T Get(ref T value); }", "RPC0004 'value' 'IOpen.Get' takes 'value' by 'ref'")]
    [InlineData("[Remote] public interface IOpen<T> { void Put(T item, object more); }", "RPC0101 'object' 'object' cannot travel")]
    [InlineData("[Remote] public interface IOpen<T> { T Make<TOther>(TOther other); }", "RPC0006 'Make'")]
    public async Task What_no_type_argument_can_mend_is_told_in_the_interface(string member, string expected)
    {
        string source = Start + member + "\npublic static class Program { public static object Go(RpcClient c) => c.Get<IOpen<int>>(\"u\"); }";
        Assert.StartsWith(expected, Assert.Single(await Analysis.OfAsync(source)), StringComparison.Ordinal);
        Assert.DoesNotContain(GeneratedCode.From(source).Files.Keys, file => file.Contains("IOpen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("private sealed class Hidden", "Hidden", "RPC0003 'IRepo<Hidden>' Generated code cannot see 'App.IRepo<App.Program.Hidden>'")]
    [InlineData("} file sealed class Hidden {", "Hidden", "RPC0003 'IRepo<Hidden>' Generated code cannot see 'App.IRepo<App.Hidden>'")]
    public async Task A_type_argument_that_generated_code_cannot_name_is_told(string declared, string argument, string expected)
    {
        string source = Start + $"public static class Program {{ public static object Go(RpcClient c) => c.Get<IRepo<{argument}>>(\"u\"); {declared}; }}";
        Assert.StartsWith(expected, Assert.Single(await Analysis.OfAsync(source)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_argument_that_cannot_travel_is_told_where_a_contract_closes_the_interface() => Assert.Equal(
        ["RPC0101 'Task<IRepo<object>>' 'object' cannot travel: object has no member list; name the type, or list the types with [Union]"],
        await Analysis.OfAsync(Start + "[Remote] public interface IShop { Task<IRepo<object>> OpenAsync(); }"));

    [Fact]
    public async Task A_type_argument_that_cannot_travel_is_told_where_an_interface_derives() => Assert.Equal(
        ["RPC0101 'IObjects' 'object' cannot travel: object has no member list; name the type, or list the types with [Union]"],
        await Analysis.OfAsync(Start + "[Remote] public interface IObjects : IRepo<object>;"));

    [Fact]
    public async Task An_interface_that_closes_itself_ever_deeper_is_told() =>
        Assert.Contains(await Analysis.OfAsync(Start + "[Remote] public interface IDeep<T> { IDeep<List<T>> Deeper { get; } } [Remote] public interface ITop { IDeep<int> Start { get; } }"),
            told => told.StartsWith("RPC0114", StringComparison.Ordinal));

    [Fact]
    public void Without_analyzers_a_closing_that_fails_is_an_error_of_the_compiler()
    {
        var build = new Build { Properties = new Dictionary<string, string> { ["RunAnalyzers"] = "false" } };
        GeneratedCode generated = GeneratedCode.From(Start + "public static class Program { public static object Go(RpcClient c) => c.Get<IRepo<object>>(\"u\"); }", build);
        Assert.Contains("#error RPC0101", generated["App.IRepo{object}.Error.g.cs"], StringComparison.Ordinal);
    }
}
