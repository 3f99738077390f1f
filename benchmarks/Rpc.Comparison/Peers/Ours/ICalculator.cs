using System.Buffers;

namespace Rpc.Comparison.Peers.Ours;

/// <summary>The service of every comparison, as our users would write it.</summary>
[Remote]
public interface ICalculator
{
    int Add(int x, int y);

    ValueTask<int> AddAsync(int x, int y);

    string Welcome(string name);

    ValueTask<string> WelcomeAsync(string name);

    byte[] Echo(byte[] bytes);

    ValueTask<byte[]> EchoAsync(byte[] bytes);

    /// <summary>The same with memory that its reader takes from a pool.</summary>
    IMemoryOwner<byte> EchoPooled(IMemoryOwner<byte> bytes);

    /// <summary>0, 1, 2, … without end.</summary>
    IAsyncEnumerable<int> Count(CancellationToken cancellationToken = default);
}
