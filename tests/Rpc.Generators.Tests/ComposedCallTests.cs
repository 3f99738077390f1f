using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;
using Rpc.Stubs;

namespace Rpc.Generators.Tests;

/// <summary>Factories whose arguments may be results of tasks, and those of methods that report progress.</summary>
public sealed class ComposedCallTests
{
    private const string Contract = """
        using Rpc;
        namespace App;
        public record Item(string Name, int[]? Sizes);
        public sealed class Node<T> : ArgumentSource<T>;
        [Remote]
        public interface IShop
        {
            int Add(int x, int y = 3);
            Task<long> AddAsync(long x, long y);
            int Sum(params int[] values);
            Task<int> TotalAsync(IReadOnlyList<int> values, IEnumerable<string?>? names, CancellationToken cancellationToken = default);
            Task<string?> FindAsync(string name, string? note, Item? item, (int Id, string? Text) pair);
            void Put(Item item, Dictionary<int, Item> items, double? price, DayOfWeek day, List<string>? tags, byte small);
            string Name { get; set; }
            Task<int> ImportAsync(string file, IProgress<int> progress, int more = 2);
            Task<int> ExportAsync(IProgress<string>? progress, CancellationToken cancellationToken = default);
            Task<int> LoadAsync(string file);
            Task<int> LoadAsync(string file, IProgress<int> progress);
            Task<int> LoadAsync(string file, int part, IProgress<int>? progress = null);
            [OneWay] void Log(Item? item);
            Task WatchAsync(IShop shop, int x);
            Task ToString(IProgress<int> progress);
        }

        """;

    private const string Uses = """
        public static class Uses
        {
            private static readonly Node<int> A = new();
            private static readonly Node<string> Text = new();
            private static readonly Node<string?> MaybeText = new();
            private static readonly IReadOnlyList<int> Values = [1, 2];
            private static readonly Item Thing = new("a", [1]);

            public static RemoteCall[] Plain() =>
            [
                ShopCalls.Add(1), ShopCalls.Add(1, 2), ShopCalls.Add(y: 1, x: 2), ShopCalls.AddAsync(1, 2), ShopCalls.Sum(), ShopCalls.Sum(1), ShopCalls.Sum(1, 2), ShopCalls.Sum([1]), ShopCalls.Sum(null!),
                ShopCalls.Total(Values, null), ShopCalls.Total(new List<int> { 1 }, ["a"]), ShopCalls.Total([1], Array.Empty<string>()), ShopCalls.Total(default!, default), ShopCalls.Total(Values.Count == 2 ? [] : new int[1], null),
                ShopCalls.Find("a", null, null, (1, null)), ShopCalls.Find("a", "b", new("x", null), default), ShopCalls.Find(null!, default, default, (1, "x")),
                ShopCalls.Put(new("x", null), new() { [1] = Thing }, 5, default, null, 5), ShopCalls.SetName("a"), ShopCalls.Log(null), ShopCalls.Import("a"), ShopCalls.Import("a", 5), ShopCalls.Export(),
                ShopCalls.Load("a"), ShopCalls.Load("a", 3), ShopCalls.Watch(null!, 1),
            ];

            public static RemoteCall[] Composed() =>
            [
                ShopCalls.Add(A, 2), ShopCalls.Add(1, A), ShopCalls.Add(A, A), ShopCalls.Sum(new ArgumentSources<int>([A, A])), ShopCalls.Sum(new Node<int[]>()),
                ShopCalls.Total(new ArgumentSources<int>([A]), null), ShopCalls.Total(CallArgument.Of(Values), new ArgumentSources<string?>([MaybeText])), ShopCalls.Total(new List<int>(), new Node<IEnumerable<string?>>()),
                ShopCalls.Find(Text, Text, Thing, (1, null)), ShopCalls.Find("a", MaybeText, null, (1, "x")), ShopCalls.Find(Text, null, new Node<Item>(), new Node<(int, string?)>()), ShopCalls.Find(Text, "b", new Node<Item?>(), default),
                ShopCalls.Put(new Node<Item>(), new Dictionary<int, Item>(), 5, default, null, 5), ShopCalls.Put(Thing, new Node<Dictionary<int, Item>>(), null, DayOfWeek.Friday, new Node<List<string>>(), new Node<byte>()),
                ShopCalls.SetName(Text), ShopCalls.Log(new Node<Item>()), ShopCalls.Import(Text, 5), ShopCalls.Load(Text), ShopCalls.Load(Text, A),
            ];

            public static (RemoteCall Plain, RemoteCall Composed)[] Pairs() =>
            [
                (ShopCalls.Add(1, 2), ShopCalls.Add(CallArgument.Of(1), 2)),
                (ShopCalls.Sum(1, 2), ShopCalls.Sum(CallArgument.Of(new[] { 1, 2 }))),
                (ShopCalls.Sum(), ShopCalls.Sum(new ArgumentSources<int>([]))),
                (ShopCalls.Total([], null), ShopCalls.Total(new ArgumentSources<int>([]), null)),
                (ShopCalls.Find("a", "b", Thing, (1, "x")), ShopCalls.Find(CallArgument.Of("a"), "b", Thing, (1, "x"))),
                (ShopCalls.Find("a", null, null, (1, null)), ShopCalls.Find(CallArgument.Of("a"), null, null, (1, null))),
                (ShopCalls.Put(Thing, new() { [1] = Thing }, null, DayOfWeek.Friday, ["a"], 5), ShopCalls.Put(CallArgument.Of(Thing), new Dictionary<int, Item> { [1] = Thing }, null, DayOfWeek.Friday, new List<string> { "a" }, 5)),
                (ShopCalls.Import("a", 5), ShopCalls.Import(CallArgument.Of("a"), 5)),
            ];

            public static RemoteCall Null() => ShopCalls.Find(CallArgument.Of<string>(null!), null, null, default);
        }
        """;

    private static readonly Lazy<Type> s_uses = new(static () => Loaded.From(Contract + Uses).GetType("App.Uses")!);

    [Fact]
    public void A_contract_with_progress_and_nulls_among_the_arguments_of_its_factories() => Snapshot.Match(GeneratedCode.Clean("""
        namespace App;
        [Rpc.Remote]
        public interface IShop
        {
            [Rpc.TaskRetry(3, FirstDelaySeconds = 0.5, NotAfter = [typeof(InvalidOperationException)])]
            Task<int> ImportAsync(string file, string? note, IProgress<int> progress);
            Task<int> SumAsync(params int[] values);
        }
        """));

    [Fact]
    public void A_call_of_values_binds_as_if_there_were_no_others()
    {
        Assert.All(Calls("Plain"), static call => Assert.StartsWith("BoundCall`", call.GetType().Name, StringComparison.Ordinal));
        Assert.All(Calls("Plain"), static call => Assert.DoesNotContain("ComposedArguments", call.GetType().ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_with_results_among_its_arguments_has_gaps_where_they_go()
    {
        RemoteCall[] calls = Calls("Composed");
        string[] gaps = [.. calls.Select(static call => string.Join(' ', KeptCalls.GappedArgumentsOf(call).Gaps.Select(static gap => $"{gap.Offset}{(gap.IsList ? $"*{gap.Sources.Count}" : "")}")))];
        Assert.Equal(["0", "4", "0 0", "0*2", "0", "0*1", "12*1", "4"], gaps[..8]);
        Assert.All(gaps, static text => Assert.NotEmpty(text));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => KeptCalls.ArgumentsOf(calls[0]));
        Assert.Equal("App.IShop.Add(int,int) has results of tasks among its arguments, which are not there yet: add it to the TaskGraph of these tasks, and enqueue that.", refused.Message);
    }

    [Fact]
    public void Arguments_that_are_given_one_by_one_are_the_same_bytes() => Assert.All(
        Pairs(),
        static pair => Assert.Equal(KeptCalls.ArgumentsOf(pair.Plain), KeptCalls.ArgumentsOf(pair.Composed)));

    [Fact]
    public void A_null_is_told_with_the_name_of_its_parameter() => Assert.Contains(
        "name is null", Assert.Throws<RpcException>(() => KeptCalls.ArgumentsOf((RemoteCall)Invoke("Null"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_two_factories_that_progress_alone_tells_apart_the_one_without_it_stays()
    {
        string calls = GeneratedCode.Clean(Contract)["App.IShop.Calls.g.cs"];
        Assert.Equal(
            ["Load(string file)", "Load(string file, int part)"],
            calls.Split('\n').Where(static line => line.Contains(" Load(", StringComparison.Ordinal)).Select(static line => line[line.IndexOf("Load(", StringComparison.Ordinal)..^3]));
        Assert.Contains("App_ShopContract.LoadAsync,", calls, StringComparison.Ordinal);
        Assert.Contains("Import(string file, int more = 2)", calls, StringComparison.Ordinal);
        Assert.Contains(" Export()", calls, StringComparison.Ordinal);
        Assert.DoesNotContain(" ToString()", calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ShopCalls.Find(new Node<string?>(), null, null, default)", "CS8620")]
    [InlineData("ShopCalls.Add(new Node<string>(), 1)", "CS1503")]
    [InlineData("ShopCalls.Add(new Node<long>(), 1)", "CS1503")]
    [InlineData("ShopCalls.Put(new Node<Item>(), new(), new Node<double>(), default, null, 1)", "CS1503")]
    [InlineData("ShopCalls.Watch(new Node<IShop>(), 1)", "CS1503")]
    [InlineData("ShopCalls.Watch(null!, new Node<int>())", "CS1503")]
    public void A_result_of_another_type_is_a_complaint_of_the_compiler(string call, string expected) =>
        Assert.Contains(GeneratedCode.From(Contract + $"public static class Uses {{ public static object Wrong() => {call}; }}").Complaints, complaint => complaint.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public void They_bind_so_in_every_version_of_the_language(LanguageVersion language) => GeneratedCode.Clean(Contract + Uses, new Build { Language = language });

    [Fact]
    public void They_are_left_out_with_the_others()
    {
        var build = new Build { Properties = new Dictionary<string, string> { ["RpcEmitCalls"] = "false" } };
        Assert.DoesNotContain(GeneratedCode.Clean(Contract, build).Files.Values, static text => text.Contains("ShopCalls", StringComparison.Ordinal) || text.Contains("ComposedCalls", StringComparison.Ordinal));
        Assert.Contains("static class GreeterCalls", GeneratedCode.Clean("[Rpc.Remote] public interface IGreeter { int Greet(); Task WatchAsync(IGreeter greeter); }")["IGreeter.Calls.g.cs"], StringComparison.Ordinal);
    }

    private static object Invoke(string name) => s_uses.Value.GetMethod(name)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static RemoteCall[] Calls(string name) => (RemoteCall[])Invoke(name);

    private static (RemoteCall Plain, RemoteCall Composed)[] Pairs() => ((RemoteCall, RemoteCall)[])Invoke("Pairs");
}
