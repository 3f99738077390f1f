using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Both sides together allocate little for a call; they share this process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class AllocationTests() : RpcTest(TestTransport.Tcp)
{
    private const int Calls = 100_000;

    /// <summary>The goal is 200; what is above is room for what the runtime does beside the calls.</summary>
    private const long MostBytes = 200 + 20;

    [Fact]
    public async Task A_hundred_thousand_sync_calls_allocate_no_more_than_200_bytes_each()
    {
        IShapes proxy = Serve<IShapes>(new Shapes());
        await Patience.Block(() => Call(proxy, 5_000));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await Task.Factory.StartNew(() => Call(proxy, Calls), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Within(TimeSpan.FromMinutes(2));
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / Calls, 0, MostBytes);
    }

    [Fact]
    public async Task A_hundred_thousand_awaited_calls_allocate_no_more_than_200_bytes_each()
    {
        IShapes proxy = Serve<IShapes>(new Shapes());
        await CallAsync(proxy, 5_000);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await CallAsync(proxy, Calls).Within(TimeSpan.FromMinutes(2));
        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / Calls, 0, MostBytes);
    }

    private static void Call(IShapes proxy, int count)
    {
        for (int i = 0; i < count; i++)
        {
            proxy.Square(i & 1023);
        }
    }

    private static async Task CallAsync(IShapes proxy, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await proxy.SquareValueAsync(i & 1023);
        }
    }
}
