using BenchmarkDotNet.Attributes;
using Rpc.Benchmarks.Payloads;

namespace Rpc.Benchmarks.Suites;

/// <summary>
/// What a call allocates, both sides together: client and server share the process, and the memory diagnoser counts all of its threads
/// (it asks <see cref="GC.GetTotalAllocatedBytes"/>). <see cref="Control"/> shows that it sees the other side.
/// </summary>
public class CallAllocations : IAsyncDisposable
{
    private const int Calls = 2_000;

    private readonly CancellationTokenSource _cancellation = new();
    private RpcServer _server = null!;
    private RpcClient _client = null!;
    private IAdder _proxy = null!;

    [Params("rpc://127.0.0.1:0", "rpc+mem://benchmark")]
    public string Address { get; set; } = "";

    [GlobalSetup]
    public async Task Start()
    {
        _server = new RpcServer(new RpcServerOptions());
        await _server.ListenAsync(Address);
        _client = new RpcClient(new RpcClientOptions());
        _proxy = _client.Get<IAdder>(_server.Add<IAdder>(new Adder()));
        for (int i = 0; i < 4; i++)
        {
            Sync();
            await Awaited();
            await Task.Delay(150);
        }
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _cancellation.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Sync()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum = _proxy.Add(sum, i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public async Task<int> Awaited()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum = await _proxy.AddAsync(sum, i, _cancellation.Token);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Control()
    {
        int sum = 0;
        for (int i = 0; i < Calls; i++)
        {
            sum = _proxy.AddInArray(sum, i);
        }

        return sum;
    }
}
