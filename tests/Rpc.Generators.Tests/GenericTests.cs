using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>Generic interfaces: a contract for each set of type arguments that the source shows.</summary>
public sealed class GenericTests
{
    private const string Repo = """
        namespace App;

        public sealed record Order(int Id, string Item);

        /// <summary>Keeps things.</summary>
        [Rpc.Remote]
        public interface IRepo<T>
            where T : notnull
        {
            /// <summary>Finds a thing.</summary>
            Task<T?> GetAsync(int id);
            Task SaveAsync(T item, CancellationToken cancellationToken = default);
            IAsyncEnumerable<T> All();
            IReadOnlyList<T> Some(int count) => [];
        }

        """;

    private static string[] Contracts(GeneratedCode generated) =>
        [.. generated.Files.Keys.Where(file => file.EndsWith(".Contract.g.cs", StringComparison.Ordinal)).Select(file => file[..^".Contract.g.cs".Length]).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_closed_generic_interface_has_a_whole_contract() => Snapshot.Match(GeneratedCode.Clean(Repo + """
        [Rpc.Remote]
        public interface IShop
        {
            IRepo<Order> Orders { get; }
        }
        """));

    [Theory]
    [InlineData("[Rpc.Remote] public interface IShop { IRepo<Order> Orders { get; } }")]
    [InlineData("[Rpc.Remote] public interface IShop { void Use(IRepo<Order> orders); }")]
    [InlineData("[Rpc.Remote] public interface IShop { Task<List<IRepo<Order>>> ListAsync(); }")]
    [InlineData("public sealed record Branch(string Name, IRepo<Order> Orders); [Rpc.Remote] public interface IShop { Branch Find(); }")]
    [InlineData("public static class P { public static IRepo<Order> Go(Rpc.RpcClient c) => c.Get<IRepo<Order>>(\"rpc://x:1/y\"); }")]
    [InlineData("public static class P { public static void Go(Rpc.RpcServer s, IRepo<Order> r) => s.Add<IRepo<Order>>(r); }")]
    [InlineData("public static class P { public static async Task Go(Rpc.RpcServer? s, IRepo<Order> r) { if (s is not null) { await s.PublishAsync<IRepo<Order>>(\"orders\", r); } } }")]
    [InlineData("public static class P { public static void Go(Rpc.RpcServer? s, IRepo<Order> r) => s?.Add<IRepo<Order>>(r); }")]
    public void A_closed_generic_interface_is_found_wherever_the_source_shows_it(string use) =>
        Assert.Contains("App.IRepo{App.Order}", Contracts(GeneratedCode.Clean(Repo + use)));

    [Fact]
    public void An_alias_of_a_closed_generic_interface_is_found() =>
        Assert.Equal(["App.IRepo{App.Order}"], Contracts(GeneratedCode.Clean(
            "using Orders = App.IRepo<App.Order>;\n" + Repo.Replace("namespace App;", "namespace App {", StringComparison.Ordinal)
            + "public static class P { public static Orders Go(Rpc.RpcClient c) => c.Get<Orders>(\"rpc://x:1/y\"); } }")));

    [Fact]
    public void An_attribute_names_what_nothing_else_shows() =>
        Assert.Equal(["App.IRepo{App.Order}", "App.IRepo{int}"], Contracts(GeneratedCode.Clean(
            "[assembly: Rpc.RemoteInstance(typeof(App.IRepo<App.Order>))]\n[assembly: Rpc.RemoteInstance(typeof(App.IRepo<int>))]\n" + Repo)));

    [Fact]
    public void What_is_found_thrice_is_written_once() => Assert.Equal(["App.IRepo{App.Order}", "App.IShop"], Contracts(GeneratedCode.Clean(
        "[assembly: Rpc.RemoteInstance(typeof(App.IRepo<App.Order>))]\n" + Repo + """
        [Rpc.Remote] public interface IShop { IRepo<Order> Orders { get; } IRepo<Order>? Other { get; } }
        public static class P { public static IRepo<Order> Go(Rpc.RpcClient c) => c.Get<IRepo<Order>>("rpc://x:1/y"); }
        """)));

    [Fact]
    public void A_closed_interface_closes_those_that_its_members_mention() => Assert.Equal(
        ["App.IPage{App.Order}", "App.IRepo{App.Order}", "App.IRepo{System.Collections.Generic.List{App.Order}}", "App.IStore{App.Order}"],
        Contracts(GeneratedCode.Clean("[assembly: Rpc.RemoteInstance(typeof(App.IStore<App.Order>))]\n" + Repo + """
            [Rpc.Remote] public interface IStore<T> where T : notnull { IRepo<T> Repo { get; } Task<IPage<T>> PageAsync(); }
            [Rpc.Remote] public interface IPage<T> where T : notnull { IRepo<List<T>> Lists { get; } }
            """)));

    [Fact]
    public void Variance_constraints_and_inheritance_compile() => Assert.Equal(
        ["App.IBoth{App.Order}", "App.IOrders", "App.IPair{int, string[]}", "App.IReader{App.Order}", "App.IWriter{App.Order}"],
        Contracts(GeneratedCode.Clean("""
            [assembly: Rpc.RemoteInstance(typeof(App.IReader<App.Order>))]
            [assembly: Rpc.RemoteInstance(typeof(App.IWriter<App.Order>))]
            [assembly: Rpc.RemoteInstance(typeof(App.IBoth<App.Order>))]
            [assembly: Rpc.RemoteInstance(typeof(App.IPair<int, string[]>))]
            """ + Repo + """
            public interface IEntity { int Id { get; } }
            [Rpc.Remote] public interface IReader<out T> { T Read(int id); string Name => "reader"; }
            [Rpc.Remote] public interface IWriter<in T> where T : class { void Write(T item); [Rpc.OneWay] void Drop(T? item); }
            [Rpc.Remote] public interface IBoth<T> : IReader<T>, IWriter<T> where T : class { }
            [Rpc.Remote] public interface IPair<TFirst, TSecond> where TFirst : struct { TFirst? First { get; set; } TSecond? Second { get; } (TFirst, TSecond) Both(TFirst first, TSecond second); }
            [Rpc.Remote] public interface IOrders : IRepo<Order> { int Count { get; } }
            """)));

    [Fact]
    public void Two_constructions_with_one_short_name_do_not_clash()
    {
        GeneratedCode generated = GeneratedCode.Clean("""
            [assembly: Rpc.RemoteInstance(typeof(App.IRepo<Shop.Order>))]
            [assembly: Rpc.RemoteInstance(typeof(App.IRepo<Bank.Order>))]
            [assembly: Rpc.RemoteInstance(typeof(App.IRepo<Bank.Page<Bank.Order>>))]
            namespace Shop { public sealed record Order(int Id); }
            namespace Bank { public sealed record Order(string Id); public sealed record Page<T>(T[] Items); }
            namespace App
            {
                [Rpc.Remote] public interface IRepo<T> { T Get(int id); }
                [Rpc.Remote] public interface IRepoOfPageOfOrder { int Get(int id); }
            }
            """);
        Assert.Contains("class RepoOfShop_OrderCalls", generated["App.IRepo{Shop.Order}.Calls.g.cs"], StringComparison.Ordinal);
        Assert.Contains("class RepoOfBank_OrderCalls", generated["App.IRepo{Bank.Order}.Calls.g.cs"], StringComparison.Ordinal);
        Assert.Contains("class RepoOfBank_PageOfBank_OrderCalls", generated["App.IRepo{Bank.Page{Bank.Order}}.Calls.g.cs"], StringComparison.Ordinal);
        Assert.Contains("class RepoOfPageOfOrderCalls", generated["App.IRepoOfPageOfOrder.Calls.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_that_differ_by_null_only_the_wider_one_is_written()
    {
        GeneratedCode generated = GeneratedCode.Clean("""
            [assembly: Rpc.RemoteInstance(typeof(App.IRepo<string>))]
            [assembly: Rpc.RemoteInstance(typeof(App.IRepo<string?>))]
            namespace App
            {
                [Rpc.Remote] public interface IRepo<T> { T Get(int id); }
            }
            """);
        Assert.Contains(": global::Rpc.Stubs.Contract<global::App.IRepo<string?>>", generated["App.IRepo{string}.Contract.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_interface_may_live_in_another_assembly()
    {
        CSharpCompilation library = GeneratedCode.Clean(Repo, new Build { AssemblyName = "Library" }).Compilation;
        GeneratedCode generated = GeneratedCode.From(
            ["namespace Mine; public sealed record Item(int Id); public static class P { public static App.IRepo<Item> Go(Rpc.RpcClient c) => c.Get<App.IRepo<Item>>(\"rpc://x:1/y\"); }"],
            new Build(), library.ToMetadataReference());
        Assert.Empty(generated.Complaints);
        Assert.Equal(["App.IRepo{Mine.Item}"], Contracts(generated));
        Assert.Contains("Register<global::App.IRepo<global::Mine.Item>>", generated["Rpc.Registration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("public abstract class RepoOfItemCalls", generated["App.IRepo{Mine.Item}.Calls.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Code_that_says_nothing_of_null_closes_with_nullable_arguments() => Assert.Equal(["App.IRepo{string}"], Contracts(GeneratedCode.Clean(
        """
        [assembly: Rpc.RemoteInstance(typeof(App.IRepo<string>))]
        namespace App
        {
            [Rpc.Remote] public interface IRepo<T> { System.Threading.Tasks.Task<T> Get(T id, System.Collections.Generic.List<T> more); }
        }
        """, new Build { Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable })));

    [Theory]
    [InlineData("RpcCodec.Encode(new Page<Order>([]))")]
    [InlineData("RpcCodec.Decode<Page<Order>>(default(ReadOnlySpan<byte>))")]
    [InlineData("Rpc.RpcCodec.EncodeJson<Page<Order>>(new Page<Order>([]))")]
    public void A_type_that_only_the_codec_meets_gets_a_codec(string call)
    {
        GeneratedCode generated = GeneratedCode.Clean($$"""
            using Rpc;
            namespace App;
            public sealed record Order(int Id, string Item);
            public sealed record Page<T>(T[] Items);
            public static class P { public static object Go() => {{call}}; }
            """);
        Assert.Contains("Register<global::App.Page<global::App.Order>?>", generated["Rpc.Registration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Register<global::App.Order?>", generated["Rpc.Registration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_of_somebody_else_is_not_taken_for_the_runtimes() => Assert.Empty(GeneratedCode.Clean(Repo + """
        public sealed class Cache { public T Get<T>(string key) => throw new NotSupportedException(key); public static byte[] Encode<T>(T value) => []; }
        public static class P { public static IRepo<Order> Go(Cache c) => c.Get<IRepo<Order>>("key"); public static byte[] Bytes() => Cache.Encode(new Order(1, "x")); }
        """).Files);

    [Fact]
    public void An_edit_of_one_closing_type_writes_no_other_contract_again()
    {
        var build = new Build();
        CSharpCompilation compilation = build.Compile(Repo, "namespace App; public sealed record Item(int Id);",
            "[assembly: Rpc.RemoteInstance(typeof(App.IRepo<App.Order>))]", "namespace App; public static class P { public static IRepo<Item> Go(Rpc.RpcClient c) => c.Get<IRepo<Item>>(\"rpc://x:1/y\"); }");
        var editor = new Editor(build);
        editor.Run(compilation);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[1], CSharpSyntaxTree.ParseText("namespace App; public sealed record Item(long Id);", build.ParseOptions, "Source1.cs"));
        Assert.Equal("App.IRepo<App.Item>", ((Model.ContractResult)Assert.Single(editor.Run(edited).NewValues(TrackingNames.Closed))).Name);
    }
}
