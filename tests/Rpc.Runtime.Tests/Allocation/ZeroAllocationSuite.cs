using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>A call allocates nothing, on neither side: client and server share this process, and all of its threads are counted.</summary>
[Collection(AloneCollection.Name)]
public abstract class ZeroAllocationSuite(TestTransport transport) : RpcTest(transport)
{
    private const int Calls = 100_000;

    // Not counted, four times over: pools fill, and the just-in-time compiler makes its last versions, which box less than the first.
    private const int Uncounted = 5_000;

    /// <summary>
    /// What the process may allocate beside the calls while they run: timers, a thread that the pool adds, the test framework; a few
    /// kilobytes. The bound is 0.65 bytes a call, and the smallest object has 24: an allocation in one call of forty is found.
    /// </summary>
    private const long OwnBytes = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Sync_calls_with_blittable_arguments_allocate_nothing()
    {
        IBlittables proxy = Serve<IBlittables>(new Blittables());
        long allocated = await OnThread(() =>
        {
            for (int i = 0; i < 4; i++)
            {
                Call(proxy, Uncounted);
                Thread.Sleep(150);
            }

            long before = GC.GetTotalAllocatedBytes(precise: true);
            Call(proxy, Calls);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        });
        Assert.InRange(allocated, 0, OwnBytes);
    }

    [Fact]
    public async Task Awaited_calls_with_blittable_arguments_and_a_token_allocate_nothing()
    {
        IBlittables proxy = Serve<IBlittables>(new Blittables());
        using var cancellation = new CancellationTokenSource();
        for (int i = 0; i < 4; i++)
        {
            await CallAsync(proxy, Uncounted, cancellation.Token).Within(Limit);
            await Task.Delay(150);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await CallAsync(proxy, Calls, cancellation.Token).Within(Limit);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, OwnBytes);
    }

    private static Task<T> OnThread<T>(Func<T> function) =>
        Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Within(Limit);

    private static void Call(IBlittables proxy, int count)
    {
        var vector = new Vector(1, 2, 3);
        Guid id = Guid.NewGuid();
        for (int i = 0; i < count; i++)
        {
            switch (i % 4)
            {
                case 0:
                    proxy.Poke(id);
                    break;
                case 1:
                    vector = proxy.Move(vector, 0.5);
                    break;
                default:
                    proxy.Add(i, 1);
                    break;
            }
        }
    }

    // The test framework's synchronization context would allocate for each continuation that it is given.
    private static async Task CallAsync(IBlittables proxy, int count, CancellationToken cancellationToken)
    {
        var vector = new Vector(1, 2, 3);
        for (int i = 0; i < count; i++)
        {
            switch (i % 4)
            {
                case 0:
                    await proxy.PokeAsync(vector, cancellationToken).ConfigureAwait(false);
                    break;
                case 1:
                    vector = await proxy.MoveAsync(vector, 0.5, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    await proxy.AddAsync(i, 1, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }
}
