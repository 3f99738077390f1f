using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>1 GiB up and 1 GiB down. Alone, because it looks at the memory of the process, which has both sides.</summary>
[Collection(nameof(AloneCollection))]
public sealed class LargeBodyTests() : RpcTest(TestTransport.Tcp)
{
    private const long Length = 1L << 30;

    /// <summary>What either side may hold of a body.</summary>
    private const int MostHeld = 4 * 1024 * 1024;

    [Fact]
    public async Task A_gigabyte_is_never_held_on_its_way_up()
    {
        IFlows proxy = Serve<IFlows>(new Flows());
        Assert.Equal(7, proxy.Quick(7));
        long held = await MostHeldAsync(async () => Assert.Equal(Length, await proxy.LengthAsync(new PatternStream(Length), TestContext.Current.CancellationToken)));
        Assert.InRange(held, 0, 2 * MostHeld);
    }

    [Fact]
    public async Task A_gigabyte_is_never_held_on_its_way_down()
    {
        IFlows proxy = Serve<IFlows>(new Flows());
        Assert.Equal(7, proxy.Quick(7));
        long held = await MostHeldAsync(async () =>
        {
            await using Stream body = await proxy.MakeAsync(Length, TestContext.Current.CancellationToken);
            Assert.Equal(Length, await new Flows().LengthAsync(body, TestContext.Current.CancellationToken));
        });
        Assert.InRange(held, 0, 2 * MostHeld);
    }

    /// <summary>Bytes above what was alive before.</summary>
    private static async Task<long> MostHeldAsync(Func<Task> action)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        Task running = action().Within(TimeSpan.FromMinutes(2));
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(100, TestContext.Current.CancellationToken));
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        await running;
        return most;
    }
}
