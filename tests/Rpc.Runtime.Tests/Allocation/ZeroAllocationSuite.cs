using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>A call allocates nothing, on neither side: client and server share this process, and all of its threads are counted.</summary>
[Collection(nameof(AloneCollection))]
public abstract class ZeroAllocationSuite(TestTransport transport) : RpcTest(transport)
{
    private const int Calls = 100_000;
    private const int Window = 500;

    // Not counted, four times over: pools fill, and the just-in-time compiler makes its last versions, which box less than the first.
    private const int Uncounted = 5_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Sync_calls_with_blittable_arguments_allocate_nothing()
    {
        IBlittables proxy = await ProxyAsync();
        long[] windows = new long[Calls / Window];
        await Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 4; i++)
                {
                    Call(proxy, Uncounted, windows);
                    Thread.Sleep(150);
                }

                Call(proxy, Calls, windows);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Within(Limit);
        AssertNothing(windows);
    }

    [Fact]
    public async Task Awaited_calls_with_blittable_arguments_and_a_token_allocate_nothing()
    {
        IBlittables proxy = await ProxyAsync();
        using var cancellation = new CancellationTokenSource();
        long[] windows = new long[Calls / Window];
        for (int i = 0; i < 4; i++)
        {
            await CallAsync(proxy, Uncounted, windows, cancellation.Token).Within(Limit);
            await Task.Delay(150);
        }

        await CallAsync(proxy, Calls, windows, cancellation.Token).Within(Limit);
        AssertNothing(windows);
    }

    /// <summary>What is called.</summary>
    protected virtual Task<IBlittables> ProxyAsync() => Task.FromResult(Serve<IBlittables>(new Blittables()));

    /// <summary>
    /// What calls allocate by themselves, every window shows: 24 bytes, the smallest object, in one call of four are 3,000 bytes. What the
    /// process allocates beside them, a busy machine above all (a pool found empty by a thread just moved, a handler handed to another
    /// thread because its own stood still), comes in some windows. So the best quarter of the windows must stay below a byte a call.
    /// </summary>
    private static void AssertNothing(long[] windows) => Assert.InRange(windows.Order().ElementAt(windows.Length / 4), 0, Window - 1);

    private static void Call(IBlittables proxy, int count, long[] windows)
    {
        var vector = new Vector(1, 2, 3);
        Guid id = Guid.NewGuid();
        long before = GC.GetTotalAllocatedBytes(precise: true);
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

            Count(i, windows, ref before);
        }
    }

    // The test framework's synchronization context would allocate for each continuation that it is given.
    private static async Task CallAsync(IBlittables proxy, int count, long[] windows, CancellationToken cancellationToken)
    {
        var vector = new Vector(1, 2, 3);
        long before = GC.GetTotalAllocatedBytes(precise: true);
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

            Count(i, windows, ref before);
        }
    }

    private static void Count(int call, long[] windows, ref long before)
    {
        if ((call + 1) % Window != 0)
        {
            return;
        }

        long now = GC.GetTotalAllocatedBytes(precise: true);
        windows[call / Window] = now - before;
        before = now;
    }
}
