using System.Diagnostics;
using Rpc.Connections;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Many callers on one proxy, some of whom give up, while connections are cut: no answer reaches a wrong caller, none is lost, nothing is left.</summary>
[Collection(nameof(AloneCollection))]
public sealed class StressTests
{
    public static TheoryData<TestTransport> Transports => [TestTransport.Tcp, TestTransport.Unix, TestTransport.Memory];

    [Theory]
    [MemberData(nameof(Transports), DisableDiscoveryEnumeration = true)]
    public Task Callers_of_every_kind_get_their_own_answers_or_an_honest_failure(TestTransport transport) => RunAsync(transport, TimeSpan.FromSeconds(5), callers: 96);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(Transports), DisableDiscoveryEnumeration = true)]
    public Task The_same_for_half_a_minute(TestTransport transport) => RunAsync(transport, TimeSpan.FromSeconds(30), callers: 200);

    private static async Task RunAsync(TestTransport transport, TimeSpan duration, int callers)
    {
        using var faults = new UnobservedFaults();
        await using var server = new RpcServer(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(5) });
        await server.ListenAsync(transport.NewAddress());
        RemoteUri uri = server.Add<IMixed>(new Mixed());
        await using var client = new RpcClient();
        int before = Process.GetCurrentProcess().Threads.Count;
        var run = new StressRun(client.Get<IMixed>(uri), duration);
        Task[] work = [.. Enumerable.Range(0, callers).Select(i => i % 3 == 0 ? Task.Factory.StartNew(() => run.Block(i), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) : run.AwaitAsync(i))];
        var seen = new HashSet<RpcConnection>();
        var random = new Random(1);
        while (!run.IsOver)
        {
            await Task.Delay(random.Next(200, 500));
            foreach (RpcConnection connection in random.Next(2) == 0 ? client.Connections : server.Connections)
            {
                seen.Add(connection);
                connection.End("a test cuts it");
            }
        }

        await Task.WhenAll(work).Within();
        Assert.Empty(run.Wrong);
        Assert.True(run.Right > callers, $"Only {run.Right} calls were answered.");
        Assert.NotEmpty(seen);
        seen.UnionWith(client.Connections);
        seen.UnionWith(server.Connections);
        Assert.All(seen, connection => Assert.Equal(0, connection.PendingCalls));
        await Patience.UntilAsync(() => seen.All(c => c.RunningHandlers == 0), "no handler runs");
        await Patience.UntilAsync(() => Process.GetCurrentProcess().Threads.Count <= before + 12, "the threads are gone", TimeSpan.FromSeconds(45));
        Assert.Empty(faults.Collect());
    }
}
