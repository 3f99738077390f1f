using System.Text.Json;
using Rpc.Calls;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What attributes of a contract say of its methods: time and names.</summary>
public abstract class MarkSuite(TestTransport transport) : RpcTest(transport)
{
    [Fact]
    public async Task A_call_has_the_time_that_the_contract_gives_it()
    {
        ITimed proxy = Serve<ITimed>(new Timed());
        Assert.InRange(proxy.Plain(), 70.1, 100);
        Assert.InRange(await proxy.ShortAsync().Within(), 30.1, 50);
        Assert.InRange(proxy.Left, 50.1, 70);
        Assert.Equal(Timeout.InfiniteTimeSpan.TotalSeconds, proxy.Endless());
    }

    [Fact]
    public async Task A_timeout_that_the_proxy_sets_wins()
    {
        ITimed proxy = RemoteProxy.With(Serve<ITimed>(new Timed()), new ProxyOptions { Timeout = TimeSpan.FromSeconds(30) });
        Assert.InRange(proxy.Plain(), 0, 30);
        Assert.InRange(await proxy.ShortAsync().Within(), 0, 30);
        Assert.InRange(proxy.Endless(), 0, 30);
        ITimed endless = RemoteProxy.With(proxy, new ProxyOptions { Timeout = Timeout.InfiniteTimeSpan });
        Assert.Equal(Timeout.InfiniteTimeSpan.TotalSeconds, endless.Plain());
    }

    [Fact]
    public async Task A_call_that_outlives_the_time_of_its_contract_fails() =>
        Assert.Equal(RpcStatus.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => Serve<ITimed>(new Timed()).StuckAsync().Within())).Status);

    [Fact]
    public async Task Names_on_the_wire_are_those_that_describing_and_json_know()
    {
        RemoteUri uri = Server.Add<ITimed>(new Timed(), "timed");

        ContractDescriptor contract = await Client.DescribeAsync(uri).AsTask().Within();
        JsonElement sum = await Client.CallJsonAsync(uri, "sum-up", """{ "values": [1, 2, 3] }""").AsTask().Within();
        JsonElement none = await Client.CallJsonAsync(uri, "sum-up", "[]").AsTask().Within();
        JsonElement time = await Client.CallJsonAsync(uri, "ShortAsync", "[]").AsTask().Within();

        Assert.Equal("timed.v1", contract.Name);
        Assert.Equal(50_000, contract.Methods.Single(method => method.Name == "ShortAsync").TimeoutMilliseconds);
        Assert.Equal((6, 0), (sum.GetInt32(), none.GetInt32()));
        Assert.InRange(time.GetDouble(), 30.1, 50);
        Assert.Equal(6, Client.Get<ITimed>(uri).Total(1, 2, 3));
    }
}
