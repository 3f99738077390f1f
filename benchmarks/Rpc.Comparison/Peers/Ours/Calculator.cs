using System.Buffers;
using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Ours;

internal sealed class Calculator : ICalculator
{
    public int Add(int x, int y) => x + y;

    public ValueTask<int> AddAsync(int x, int y) => ValueTask.FromResult(x + y);

    public string Welcome(string name) => Answers.Welcome(name);

    public ValueTask<string> WelcomeAsync(string name) => ValueTask.FromResult(Answers.Welcome(name));

    public byte[] Echo(byte[] bytes) => bytes;

    public ValueTask<byte[]> EchoAsync(byte[] bytes) => ValueTask.FromResult(bytes);

    public IMemoryOwner<byte> EchoPooled(IMemoryOwner<byte> bytes) => bytes;

    public IAsyncEnumerable<int> Count(CancellationToken cancellationToken = default) => EndlessCount.From(0, cancellationToken);
}
