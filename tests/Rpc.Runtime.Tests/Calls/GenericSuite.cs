using System.Text.Json;
using Rpc.Calls;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Generic interfaces, declared in one assembly and closed in another.</summary>
public abstract class GenericSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task A_type_argument_at_a_call_closes_the_interface()
    {
        RemoteUri uri = Server.Add<IRepo<Order>>(new Repo<Order>(), "orders");
        IRepo<Order> orders = Client.Get<IRepo<Order>>(uri);

        Assert.Null(await orders.GetAsync(0).Within());
        await orders.SaveAsync(new Order(1, "ink")).Within();
        await orders.SaveAsync(new Order(2, "pen")).Within();

        Assert.Equal(2, orders.Count);
        Assert.Equal(new Order(2, "pen"), await orders.GetAsync(1).Within());
        Assert.Equal(new Order(1, "ink"), await orders.FirstAsync().Within());
        Assert.Equal([new Order(4, "b"), new Order(3, "a")], orders.Some(new Order(3, "a"), new Order(4, "b")));
        Assert.Equal([new Order(1, "ink"), new Order(2, "pen")], await orders.All().ToListAsync());
        Assert.Equal(new Order(2, "pen"), await RemoteProxy.InvokeAsync(orders, RepoOfOrderCalls.Get(1)).AsTask().Within());
    }

    [Fact]
    public async Task An_attribute_closes_what_is_reached_through_a_generic_method_only()
    {
        IRepo<Dictionary<string, int>> repo = Serve<IRepo<Dictionary<string, int>>>(new Repo<Dictionary<string, int>>());

        await repo.SaveAsync(new Dictionary<string, int> { ["a"] = 1 }).Within();

        Assert.Equal(1, (await repo.GetAsync(0).Within())!["a"]);
    }

    [Fact]
    public async Task An_interface_that_derives_from_a_closed_one_carries_its_members_and_further_ones()
    {
        IOrders orders = Serve<IOrders>(new Orders());

        await orders.SaveAsync(new Order(1, "ink")).Within();
        IRepo<string> subjects = orders.Subjects;
        await subjects.SaveAsync("stationery").Within();

        Assert.Equal(new Order(1, "ink"), await orders.GetAsync(0).Within());
        Assert.Equal(new Order(1, "ink"), await orders.FirstAsync().Within());
        Assert.Equal("stationery", await orders.Subjects.FirstAsync().Within());
        Assert.Equal(1, orders.Subjects.Count);
    }

    [Fact]
    public async Task The_contracts_name_has_its_type_arguments()
    {
        RemoteUri uri = Server.Add<IRepo<Order>>(new Repo<Order>(), "orders");

        ContractDescriptor contract = await Client.DescribeAsync(uri).AsTask().Within();
        JsonElement answer = await Client.CallJsonAsync(uri, "SaveAsync", """[{ "id": 1, "item": "ink" }]""").AsTask().Within();

        Assert.Equal("Rpc.Runtime.Tests.IRepo<Rpc.Runtime.Tests.Order>", contract.Name);
        Assert.Contains(contract.Methods, method => method.Signature == "SaveAsync(Rpc.Runtime.Tests.Order)");
        Assert.Equal(JsonValueKind.Null, answer.ValueKind);
        Assert.Equal(new Order(1, "ink"), await Client.Get<IRepo<Order>>(uri).FirstAsync().Within());
    }

    [Fact]
    public void An_interface_that_nothing_closes_is_told_with_what_to_do()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Serve<IRepo<Guid>>(new Repo<Guid>()));
        Assert.Contains("IRepo", exception.Message, StringComparison.Ordinal);
        Assert.Contains("RemoteInstance", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_only_the_codec_meets_is_written_and_read()
    {
        Page<Order> page = RpcCodec.Decode<Page<Order>>(RpcCodec.Encode(new Page<Order>([new Order(1, "ink")], 7)));
        Assert.Equal(new Order(1, "ink"), Assert.Single(page.Items));
        Assert.Equal(7, page.Total);
    }
}
