using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Calls;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>What attributes say of a method beside its types: exceptions, time, names, and params.</summary>
public sealed class MarkTests
{
    private const string Start = """
        using Rpc;
        namespace App;
        public class OutOfStockException(string message, int left) : Exception(message) { public int Left { get; } = left; public string? Shelf { get; init; } public int Twice => Left * 2; }
        public sealed class PlainException : Exception { public PlainException() { } public PlainException(string message) : base(message) { } public PlainException(string message, Exception innerException) : base(message, innerException) { } }

        """;

    private static ContractDescriptor Descriptor(string source, string contract)
    {
        Assembly assembly = Loaded.From(source);
        Type type = assembly.GetTypes().Single(type => type.Name == contract);
        object made = Activator.CreateInstance(type)!;
        return (ContractDescriptor)type.GetProperty("Descriptor")!.GetValue(made)!;
    }

    [Fact]
    public void A_contract_that_lists_exceptions_and_times() => Snapshot.Match(GeneratedCode.Clean(Start + """
        [Remote]
        [Timeout(5000)]
        [Throws(typeof(PlainException))]
        public interface IShop
        {
            [Throws(typeof(OutOfStockException))]
            [Throws(typeof(ArgumentException))]
            int Order(string item);
            [Timeout(Timeout.Infinite)] Task WaitAsync();
            IAsyncEnumerable<int> Watch();
            [OneWay] void Log(string line);
        }
        """));

    [Fact]
    public void The_descriptor_has_exceptions_and_times_and_keeps_them_as_json()
    {
        ContractDescriptor made = Descriptor(Start + """
            public interface IBase { [Timeout(7)] int Low(); int Plain(); }
            [Remote]
            [Timeout(5000)]
            public interface IShop : IBase
            {
                [Throws(typeof(OutOfStockException))] [Throws(typeof(TimeoutException))] [Timeout(20)] int Order(string item);
                [Timeout(30)] [Throws(typeof(PlainException))] int Count { get; [Timeout(40)] set; }
                [Timeout(Timeout.Infinite)] Task WaitAsync();
                IAsyncEnumerable<int> Watch();
            }
            """, "App_ShopContract");
        string[] expected =
        [
            "Low 7", "Plain 5000", "Order 20 App.OutOfStockException System.TimeoutException", "get_Count 30 App.PlainException", "set_Count 40 App.PlainException", "WaitAsync -1", "Watch 0",
        ];

        Assert.Equal(expected, Texts(made));
        Assert.Equal(expected, Texts(ContractDescriptor.Parse(made.ToJson())));
        Assert.Contains(made.Types, type => type.Name == "App.OutOfStockException" && type.Shape.StartsWith("{Message:s,Left:", StringComparison.Ordinal));

        static IEnumerable<string> Texts(ContractDescriptor contract) =>
            contract.Methods.Select(method => string.Join(' ', [method.Name, method.TimeoutMilliseconds, .. method.Throws]));
    }

    [Theory]
    [InlineData("class X() : Exception(\"m\");")]
    [InlineData("class X(string? message, Exception inner) : Exception(message, inner);")]
    [InlineData("class X(string message = \"m\", int code = 3) : Exception(message) { public int Code => code; }")]
    [InlineData("class X : Exception { public required int Code { get; init; } public override string Message => $\"{Code}\"; }")]
    [InlineData("class X(int code) : Exception { public int Code { get; set; } = code; internal int Hidden { get; set; } }")]
    [InlineData("class X(string message, string paramName) : ArgumentException(message, paramName);")]
    [InlineData("class X<T>(T value, string message) : Exception(message) { public T Value { get; } = value; }", "X<List<string>>")]
    [InlineData("class X(List<Inner> inners) : Exception { public List<Inner> Inners { get; } = inners; } public record Inner(int Id, X2? More); public record X2(string Name);")]
    public void An_exception_of_any_fair_form_can_be_listed(string declaration, string name = "X") =>
        GeneratedCode.Clean(Start + $"public sealed {declaration} [Remote] public interface IShop {{ [Throws(typeof({name}))] int Order(); }}");

    [Fact]
    public void A_name_on_the_wire_replaces_the_one_of_the_code()
    {
        ContractDescriptor contract = Descriptor("""
            using Rpc;
            namespace App;
            [Remote]
            [RemoteName("shop.v1")]
            public interface IShop
            {
                [RemoteName("order")] Task<int> PlaceOrderAsync([RemoteName("what")] string item, List<IWatcher> watchers);
                [RemoteName("total")] int Count { get; set; }
            }
            [Remote] [RemoteName("Old.Space.IWatcher")] public interface IWatcher { void Changed(); }
            """, "App_ShopContract");

        Assert.Equal("shop.v1", contract.Name);
        Assert.Equal(["order(string,System.Collections.Generic.List<Old.Space.IWatcher>)", "get_total()", "set_total(int)"], contract.Methods.Select(method => method.Signature));
        Assert.Equal(["order", "get_total", "set_total"], contract.Methods.Select(method => method.Name));
        Assert.Equal(["what", "watchers"], contract.Methods[0].Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void A_renamed_contract_with_its_old_names_has_its_old_fingerprint()
    {
        ContractDescriptor before = Descriptor("[Rpc.Remote] public interface IShop { int Order(string item); int Count { get; } }", "ShopContract");
        ContractDescriptor after = Descriptor("""
            [Rpc.Remote] [Rpc.RemoteName("IShop")] public interface IStore { [Rpc.RemoteName("Order")] int Place(string thing); [Rpc.RemoteName("Count")] int Total { get; } }
            """, "StoreContract");

        Assert.Equal((before.Name, before.Fingerprint), (after.Name, after.Fingerprint));
    }

    [Fact]
    public void Factories_keep_the_names_of_the_code() => Assert.Contains("PlaceOrder(string item)", GeneratedCode.Clean(
        "[Rpc.Remote] public interface IShop { [Rpc.RemoteName(\"x\")] System.Threading.Tasks.Task<int> PlaceOrderAsync(string item); }")["IShop.Calls.g.cs"], StringComparison.Ordinal);

    [Theory]
    [InlineData("public record Order([RemoteName(\"order-id\")] int Id, string Item);", "order-id")]
    [InlineData("public record Order([property: RemoteName(\"order-id\")] int Id, string Item);", "order-id")]
    [InlineData("public class Order { [RemoteName(\"Größe\")] public string? Size { get; set; } }", "Größe")]
    [InlineData("public struct Order { [RemoteName(\"order id\")] public int Id; }", "order id")]
    [InlineData("public record struct Order([RemoteName(\"order id\")] int Id);", "order id")]
    public void A_member_has_the_name_it_is_given_in_json(string declaration, string name) =>
        Assert.Contains(GeneratedCode.Clean($"using Rpc; namespace App; {declaration} [Remote] public interface IShop {{ Order Get(); }}").Files.Values,
            text => text.Contains($" Names = new(\"{name}\"", StringComparison.Ordinal));

    [Fact]
    public void A_property_can_be_idempotent() => Assert.All(
        Descriptor("[Rpc.Remote] public interface IShop { [Rpc.Idempotent] int Count { get; set; } }", "ShopContract").Methods, method => Assert.True(method.Traits.HasFlag(MethodTraits.Idempotent)));

    [Fact]
    public void Params_of_every_collection_compile()
    {
        GeneratedCode generated = GeneratedCode.Clean("""
            namespace App;
            [Rpc.Remote]
            public interface IParams
            {
                int Array(int x = 1, params int[] items);
                int List(int x = 1, params List<string> items);
                int Sequence(params IEnumerable<int> items);
                int Set(params HashSet<int> items);
                int Immutable(params System.Collections.Immutable.ImmutableArray<string> items);
            }
            public static class P { public static int Go(IParams p) => p.List(1, "a", "b") + p.Sequence() + p.Array() + p.Set(1, 1) + p.Immutable("x"); }
            """, new Build { Language = LanguageVersion.CSharp13 });
        string calls = generated["App.IParams.Calls.g.cs"];
        Assert.Contains("Array(int x = 1, params int[] items)", calls, StringComparison.Ordinal);
        Assert.Contains("List(int x, global::System.Collections.Generic.List<string> items)", calls, StringComparison.Ordinal);
        Assert.Contains("if (arguments.IsAbsent(0)) this.items = [];", generated["App.IParams.Arguments.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Throws(typeof(string))] void M();", "RPC0028 'Throws(typeof(string))' 'string' does not derive from Exception")]
    [InlineData("[Throws(typeof(int[]))] void M();", "RPC0028 'Throws(typeof(int[]))' 'int[]' does not derive from Exception")]
    [InlineData("[Throws(typeof(AbstractException))] void M();", "RPC0029 'Throws(typeof(AbstractException))' 'App.AbstractException' cannot be made on the caller's side: it is abstract")]
    [InlineData("[Throws(typeof(NeedyException))] int M { get; }", "RPC0029 'Throws(typeof(NeedyException))' 'App.NeedyException' cannot be made on the caller's side: each of its constructors")]
    [InlineData("[Throws(typeof(ClosedException))] void M();", "RPC0029 'Throws(typeof(ClosedException))' 'App.ClosedException' cannot be made on the caller's side: it has no constructor")]
    [InlineData("[Throws(typeof(OperationCanceledException))] void M();", "RPC0029 'Throws(typeof(OperationCanceledException))' 'System.OperationCanceledException' cannot be made on the caller's side: cancellation")]
    [InlineData("[Throws(typeof(WildException))] void M();", "RPC0101 'Anything' 'object' cannot travel")]
    [InlineData("[Throws(typeof(LostException))] void M();", "RPC0106 'Code' 'App.LostException.Code' can be written but not read back")]
    [InlineData("[Timeout(0)] void M();", "RPC0030 'Timeout(0)' 0 milliseconds for 'IShop.M' are no time")]
    [InlineData("[Timeout(-2)] int M { get; }", "RPC0030 'Timeout(-2)' -2 milliseconds for 'IShop.M' are no time")]
    [InlineData("void N(int x); [RemoteName(\"N\")] void M(int y);", "RPC0031 'M' 'IShop' has 'N(int)' twice on the wire")]
    [InlineData("[RemoteName(\"N\")] void M(int y); void N(int x);", "RPC0031 'N' 'IShop' has 'N(int)' twice on the wire")]
    [InlineData("void M([RemoteName(\"b\")] int a, int b);", "RPC0031 'RemoteName(\"b\")' 'IShop.M' has 'b' twice on the wire")]
    [InlineData("[OneWay, Idempotent] void M();", "RPC0032 'M' [Idempotent] says nothing of 'IShop.M', since a one-way call is never repeated")]
    [InlineData("[OneWay, Throws(typeof(PlainException))] void M();", "RPC0032 'M' [Throws] says nothing of 'IShop.M', since nobody hears")]
    [InlineData("[Timeout(5)] IAsyncEnumerable<int> M();", "RPC0032 'M' [Timeout] says nothing of 'IShop.M', since a stream has no limit")]
    [InlineData("[RemoteName(\"\")] void M();", "RPC0033 'RemoteName(\"\")' '' cannot be the name of 'IShop.M' on the wire")]
    [InlineData("[RemoteName(\"a(b)\")] int M { get; }", "RPC0033 'RemoteName(\"a(b)\")' 'a(b)' cannot be the name of 'IShop.M' on the wire")]
    [InlineData("void M([RemoteName(\"\\n\")] int a);", "RPC0033 'RemoteName(\"\\n\")' '\n' cannot be the name of 'a' on the wire")]
    [InlineData("void M(Named x);", "RPC0033 'Id' '' cannot be the name of 'Id' on the wire")]
    [InlineData("void M(params ReadOnlySpan<int> items);", "RPC0034 'ReadOnlySpan<int>' 'IShop.M' takes 'items' as params ReadOnlySpan<int>")]
    public async Task What_an_attribute_cannot_say_is_told(string member, string expected)
    {
        IReadOnlyList<string> told = await Analysis.OfAsync(Start + $$"""
            public abstract class AbstractException : Exception;
            public sealed class NeedyException(Func<int> code) : Exception { public int Code => code(); }
            public sealed class ClosedException : Exception { private ClosedException() { } }
            public sealed class WildException : Exception { public object? Anything { get; set; } }
            public sealed class LostException : Exception { public int Code { get; } = 5; }
            public sealed class Named { [RemoteName("")] public int Id { get; set; } }
            [Remote] public interface IShop { {{member}} }
            """, new Build { Language = LanguageVersion.CSharp13 });
        Assert.StartsWith(expected, Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_name_of_an_interface_is_told() => Assert.StartsWith(
        "RPC0033 'Rpc.RemoteName(\"1\")' '1' cannot be the name of 'IShop'", Assert.Single(await Analysis.OfAsync("[Rpc.Remote] [Rpc.RemoteName(\"1\")] public interface IShop { int M(); }")), StringComparison.Ordinal);
}
