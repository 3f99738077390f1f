using Rpc.Testing;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>A whole conversation of calls, streams both ways, bodies and messages in chunks, cut at every byte and at random places. However bytes come, they mean the same.</summary>
public sealed class SegmentationTests
{
    private const int Chunked = 200_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conversation_whose_bytes_come_one_by_one_is_the_same(bool blocking)
    {
        var network = new RpcTestNetwork(Faults(most: 1, seed: 1), blocking);
        await ConverseAsync(network, Chunked);
        Counts.Tell($"Runtime: a conversation of calls, streams and chunks in {network.Faults.CountOf(FaultKind.Fragmented):N0} single bytes, {(blocking ? "blocking" : "asynchronous")} connections");
        Assert.InRange(network.Faults.CountOf(FaultKind.Fragmented), 2 * Chunked, long.MaxValue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conversation_that_is_cut_at_random_is_the_same(bool blocking)
    {
        long pieces = 0;
        for (int seed = 1; seed <= 40; seed++)
        {
            // Around the sizes of a frame's header, of a small call, of a packet and of a chunk.
            int most = (seed % 4) switch { 0 => 9, 1 => 40, 2 => 1_500, _ => 66_000 };
            var network = new RpcTestNetwork(Faults(most, seed), blocking);
            await ConverseAsync(network, most < 1_000 ? 70_000 : Chunked);
            pieces += network.Faults.CountOf(FaultKind.Fragmented);
        }

        Counts.Tell($"Runtime: 40 conversations in {pieces:N0} pieces, seeds 1 to 40, {(blocking ? "blocking" : "asynchronous")} connections");
        Assert.InRange(pieces, 50_000, long.MaxValue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conversation_over_a_socket_that_is_cut_at_one_side_is_the_same(bool atClient)
    {
        using var faults = Faults(most: 3, seed: 5);
        await using var server = new RpcServer(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2), Listener = atClient ? null : faults.Listener });
        RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0");
        await using var client = new RpcClient(new RpcClientOptions { Connect = atClient ? faults.Connect : null });
        Assert.Equal("rpc", address.ToString()[..3]);
        await ConverseAsync(server, client, 70_000);
        Assert.InRange(faults.CountOf(FaultKind.Fragmented), 70_000, long.MaxValue);
    }

    private static NetworkFaults Faults(int most, int seed)
    {
        var faults = new NetworkFaults(seed);
        faults.InBothDirections(direction => direction.FragmentBytes = most);
        return faults;
    }

    private static async Task ConverseAsync(RpcTestNetwork network, int chunked)
    {
        RemoteUri address = network.NewAddress();
        await using var server = new RpcServer(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(2) });
        await server.ListenAsync(network.Listen(address), address);
        await using var client = new RpcClient(new RpcClientOptions { Connect = network.Connect });
        await ConverseAsync(server, client, chunked);
        network.Faults.Dispose();
    }

    private static async Task ConverseAsync(RpcServer server, RpcClient client, int chunked)
    {
        IShapes shapes = client.Get<IShapes>(server.Add<IShapes>(new Shapes()));
        IBulk bulk = client.Get<IBulk>(server.Add<IBulk>(new Bulk()));
        IFlows flows = client.Get<IFlows>(server.Add<IFlows>(new Flows()));
        await Patience.Block(() =>
        {
            Assert.Equal("left right", shapes.Join("left ", "right"));
            shapes.Note(7);
            Assert.Equal([7], shapes.Notes());
            Assert.Equal(6, shapes.Sum(1, 2, 3));
        });
        Assert.Equal(49, await shapes.SquareTaskAsync(7).Within());
        Assert.Equal([0, 1, 4, 9], await flows.Squares(Enumerable.Range(0, 4).ToAsyncEnumerable()).ToListAsync());

        // Large and small at once, both ways: chunks of two messages and calls between them.
        byte[] body = new byte[chunked];
        new Random(chunked).NextBytes(body);
        Task<byte[]> first = bulk.EchoAsync(body);
        Task<byte[]> second = Patience.Block(() => bulk.Echo(body));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(i * i, await bulk.SquareAsync(i).Within());
        }

        Assert.Equal(body, await first.Within());
        Assert.Equal(body, await second);
        Assert.Equal(1, await bulk.NestAsync(new Bulk(), 70_000, 1).Within());
        Assert.Equal(30_000L, await flows.LengthAsync(new PatternStream(30_000)).Within());
        Assert.Equal(300, (await bulk.Items(100, 300).ToListAsync()).Count);
    }
}
