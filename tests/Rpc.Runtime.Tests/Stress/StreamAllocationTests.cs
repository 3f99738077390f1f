using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Items are read where they arrived: what a stream allocates does not grow with their number, but for what each frame needs.</summary>
[Collection(nameof(AloneCollection))]
public sealed class StreamAllocationTests
{
    [Fact]
    public async Task Items_allocate_nothing_of_their_own()
    {
        await using var server = new RpcServer();
        await server.ListenAsync(TestTransport.Tcp.NewAddress());
        await using var client = new RpcClient();
        using var target = new Feeds();
        IFeeds feeds = client.Get<IFeeds>(server.Add<IFeeds>(target));
        await ReadAsync(feeds, 100_000);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await ReadAsync(feeds, 2_000_000);

        // Both sides are in this process. An object for each item would take 24 bytes at least; how often a side has to wait for the other, and allocates for that, is the machine's.
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / 2_000_000.0, 0, 6);
    }

    private static async Task ReadAsync(IFeeds feeds, int count)
    {
        int seen = 0;
        await foreach (int item in feeds.Fast(count))
        {
            seen += item >= 0 ? 1 : 0;
        }

        Assert.Equal(count, seen);
    }
}
