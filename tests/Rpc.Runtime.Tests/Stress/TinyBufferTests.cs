using System.Collections.Concurrent;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Two peers send large bodies at each other through sockets that take a few kilobytes: whoever reads must never wait to write, or both wait for ever.</summary>
[Collection(nameof(AloneCollection))]
public sealed class TinyBufferTests
{
    private const int Size = 1024 * 1024;

    private readonly byte[] _body = Bulk.Body(Size);
    private readonly ConcurrentQueue<string> _wrong = new();
    private int _right;

    /// <summary>Over TCP a receive buffer below a segment of the local link makes even a raw socket crawl, 55 KB/s, so there it is 32 KiB.</summary>
    public static TheoryData<TestTransport, int> Transports => new() { { TestTransport.Tcp, 32 * 1024 }, { TestTransport.Unix, 4 * 1024 } };

    [Theory]
    [MemberData(nameof(Transports), DisableDiscoveryEnumeration = true)]
    public async Task Two_peers_that_echo_a_mebibyte_both_ways_come_to_an_end(TestTransport transport, int bufferBytes)
    {
        var limits = new RpcLimits { SocketBufferBytes = bufferBytes };
        await using var server = new RpcServer(new RpcServerOptions { Limits = limits });
        await server.ListenAsync(transport.NewAddress());
        RemoteUri uri = server.Add<IBulk>(new Bulk());
        await using var client = new RpcClient(new RpcClientOptions { Limits = limits });
        IBulk there = client.Get<IBulk>(uri, new ProxyOptions { Timeout = TimeSpan.FromMinutes(2) });
        var here = new Bulk();
        Task[] work =
        [
            .. Enumerable.Range(0, 2).Select(_ => BlockAsync(() => there.Echo(_body).AsSpan().SequenceEqual(_body), times: 4)),
            .. Enumerable.Range(0, 2).Select(_ => BlockAsync(() => there.Nest(here, Size, 2) == 2, times: 2)),
            .. Enumerable.Range(0, 2).Select(_ => AwaitAsync(async () => (await there.EchoAsync(_body)).AsSpan().SequenceEqual(_body), times: 4)),
            .. Enumerable.Range(0, 2).Select(_ => AwaitAsync(async () => await there.NestAsync(here, Size, 2) == 2, times: 2)),
            .. Enumerable.Range(0, 2).Select(seed => CancelAsync(there, new Random(seed), times: 12)),
        ];
        await Task.WhenAll(work).Within(TimeSpan.FromMinutes(2));
        Assert.Empty(_wrong);
        Assert.Equal(2 * (4 + 2 + 4 + 2 + 12), _right);
        Assert.Equal(49, there.Square(7));
        Connections.RpcConnection[] both = [client.Connections.Single(), server.Connections.Single()];
        await Patience.UntilAsync(() => both.All(static c => c is { UnsentBytes: 0, UnfinishedBytes: 0, PendingCalls: 0, RunningHandlers: 0 }), "nothing is left");
    }

    private Task BlockAsync(Func<bool> call, int times) => Task.Factory.StartNew(
        () =>
        {
            for (int i = 0; i < times; i++)
            {
                Judge(call);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private async Task AwaitAsync(Func<Task<bool>> call, int times)
    {
        for (int i = 0; i < times; i++)
        {
            bool right = false;
            try
            {
                right = await call();
            }
            catch (Exception exception)
            {
                _wrong.Enqueue(exception.ToString());
            }

            Judge(() => right);
        }
    }

    private Task CancelAsync(IBulk there, Random random, int times) => AwaitAsync(
        async () =>
        {
            using var stop = new CancellationTokenSource(random.Next(30));
            try
            {
                return (await there.EchoAsync(_body, stop.Token)).AsSpan().SequenceEqual(_body);
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        },
        times);

    private void Judge(Func<bool> call)
    {
        try
        {
            if (call())
            {
                Interlocked.Increment(ref _right);
                return;
            }

            _wrong.Enqueue("a wrong answer");
        }
        catch (Exception exception)
        {
            _wrong.Enqueue(exception.ToString());
        }
    }
}
