using Xunit;

namespace Rpc.Runtime.Tests;

public sealed class FirstTests
{
    [Theory]
    [InlineData("rpc://127.0.0.1:0")]
    [InlineData("rpc+mem://first")]
    [InlineData("rpc+unix:///tmp/rpc-first.sock")]
    public async Task Everything_works_once(string at)
    {
        await using var server = new RpcServer();
        await server.ListenAsync(at);
        var calculator = new Calculator();
        RemoteUri uri = server.Add<ICalculator>(calculator, "calculator");
        await using var client = new RpcClient();
        ICalculator proxy = client.Get<ICalculator>(uri);
        Assert.Equal(5, proxy.Add(2, 3));
        Assert.Equal(7, proxy.Add(4, 3));
        Assert.Equal(9, await proxy.AddAsync(4, 5));
        Assert.Equal("hé", await proxy.EchoAsync("hé"));
        Assert.Equal("hé", proxy.Echo("hé"));
        Assert.Throws<DivideByZeroException>(() => proxy.Divide(1, 0));
        proxy.Note("a");
        Assert.Equal(1, proxy.Notes);
        var items = new List<int>();
        await foreach (int i in proxy.Count(1000))
        {
            items.Add(i);
        }

        Assert.Equal(Enumerable.Range(0, 1000), items);
        Task[] all = [.. Enumerable.Range(0, 100).Select(async i => Assert.Equal(i + 1, await proxy.AddAsync(i, 1)))];
        await Task.WhenAll(all);
    }
}
