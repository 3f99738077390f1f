using System.Reflection;
using Rpc.Calls;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>Names that a contract and its methods had, for tasks that were stored under them.</summary>
public sealed class FormerNameTests
{
    private const string Source = """
        using Rpc;
        namespace App;
        [Remote]
        [FormerName("App.IShop")]
        [FormerName("Old.IShop")]
        public interface IStore : IBase
        {
            [RemoteName("order")] [FormerName("Order")] [FormerName("OrderAsync")] Task<int> PlaceAsync(string item, CancellationToken cancellationToken = default);
            [FormerName("Total")] int Count { get; set; }
            int Plain();
        }
        public interface IBase { [FormerName("Sub")] int Minus(int x); }
        [Remote] [FormerName("IRepo")] public interface IShelf<T> { T Get(int id); }
        public static class Uses { public static object One(RpcClient client) => client.Get<IShelf<List<int>>>("rpc://a:1/b"); }
        """;

    [Fact]
    public void Descriptors_have_the_names_in_the_form_of_their_own()
    {
        ContractDescriptor store = Descriptor("App_StoreContract");

        Assert.Equal(["App.IShop", "Old.IShop"], store.FormerNames);
        Assert.Equal(
            ["Minus(int) < Sub(int)", "order(string) < Order(string) OrderAsync(string)", "get_Count() < get_Total()", "set_Count(int) < set_Total(int)", "Plain() <"],
            store.Methods.Select(method => string.Join(' ', [method.Signature, "<", .. method.FormerNames])));
    }

    [Fact]
    public void Type_arguments_follow_the_former_name_of_a_generic_interface()
    {
        ContractDescriptor shelf = Descriptor("App_ShelfOfList");

        Assert.Equal("App.IShelf<System.Collections.Generic.List<int>>", shelf.Name);
        Assert.Equal(["IRepo<System.Collections.Generic.List<int>>"], shelf.FormerNames);
    }

    [Fact]
    public void What_travels_does_not_change_with_a_former_name()
    {
        string without = string.Join('\n', Source.Split('\n').Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"\[FormerName\(""\w+(\.\w+)?""\)\] ?", "")));

        Assert.Equal(Descriptor("App_StoreContract").ToJson(), Descriptor("App_StoreContract", without).ToJson());
        Assert.DoesNotContain(GeneratedCode.Clean(without).Files.Values, file => file.Contains("FormerNames", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int Add(); [FormerName(\"Add\")] int Plus();", "RPC0031 'Plus' 'IShop' has 'Add()' twice on the wire: give one of the two another name")]
    [InlineData("[FormerName(\"Sum\")] int Add(); [FormerName(\"Sum\")] int Plus();", "RPC0031 'Add' 'IShop' has 'Sum()' twice on the wire: give one of the two another name|RPC0031 'Plus' 'IShop' has 'Sum()' twice on the wire: give one of the two another name")]
    [InlineData("[FormerName(\"Add\")] int Add();", "RPC0031 'FormerName(\"Add\")' 'IShop' has 'Add()' twice on the wire: give one of the two another name")]
    [InlineData("[FormerName(\"A\")] [FormerName(\"A\")] int Add();", "RPC0031 'FormerName(\"A\")' 'IShop' has 'A()' twice on the wire: give one of the two another name")]
    [InlineData("[FormerName(\"Add(int)\")] int Add();", "RPC0033 'FormerName(\"Add(int)\")' 'Add(int)' cannot be the name of 'IShop.Add' on the wire: use letters, digits, '_', '-' and '.', starting with a letter or '_'")]
    [InlineData("[FormerName(null!)] int Add();", "RPC0033 'FormerName(null!)' 'null' cannot be the name of 'IShop.Add' on the wire: use letters, digits, '_', '-' and '.', starting with a letter or '_'")]
    [InlineData("[FormerName(\"A\")] IAsyncEnumerable<int> Watch();", "RPC0032 'Watch' [FormerName] says nothing of 'IShop.Watch', since streams, and references that are sent one-way, are never stored as tasks: remove it")]
    [InlineData("int Add(int x); [FormerName(\"Add\")] int Plus();", "")]
    public async Task A_name_that_cannot_be_told_from_another_is_refused(string members, string told) =>
        Assert.Equal(told, string.Join('|', await Analysis.OfAsync($"using Rpc; [Remote] public interface IShop {{ {members} }}")));

    [Theory]
    [InlineData("IShop", "RPC0031 'FormerName(\"IShop\")' 'IShop' has 'IShop' twice on the wire: give one of the two another name")]
    [InlineData("Old IShop", "RPC0033 'FormerName(\"Old IShop\")' 'Old IShop' cannot be the name of 'IShop' on the wire: use letters, digits, '_', '-' and '.', starting with a letter or '_'")]
    [InlineData("Old.IShop", "")]
    public async Task So_is_one_of_an_interface(string name, string told) =>
        Assert.Equal(told, string.Join('|', await Analysis.OfAsync($"using Rpc; [Remote] [FormerName(\"{name}\")] public interface IShop {{ int Add(); }}")));

    private static ContractDescriptor Descriptor(string stem, string source = Source)
    {
        Assembly assembly = Loaded.From(source);
        Type type = assembly.GetTypes().Single(type => type.Name.StartsWith(stem, StringComparison.Ordinal) && type.Name.EndsWith("Contract", StringComparison.Ordinal));
        return (ContractDescriptor)type.GetProperty("Descriptor")!.GetValue(Activator.CreateInstance(type))!;
    }
}
