namespace Rpc.Stress.Tests;

/// <summary>Calls with something that travels beside them.</summary>
[Remote]
public interface IFlowWork
{
    Task<long> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default);

    /// <summary>Blocks its thread.</summary>
    long Sum(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default);

    IAsyncEnumerable<byte[]> Map(IAsyncEnumerable<byte[]> blocks, CancellationToken cancellationToken = default);

    Task<Stream> PackAsync(Stream body, CancellationToken cancellationToken = default);

    Task<int> TellAsync(int count, IProgress<int> progress, CancellationToken cancellationToken = default);
}
