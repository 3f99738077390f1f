using System.Runtime.CompilerServices;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="IFlowWork"/>; it does not always read to the end.</summary>
public sealed class FlowWork : IFlowWork
{
    public async Task<long> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default)
    {
        long sum = 0;
        await foreach (int value in values.WithCancellation(cancellationToken))
        {
            if (value < 0)
            {
                break;
            }

            sum += value;
        }

        return sum;
    }

    public long Sum(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default) => SumAsync(values, cancellationToken).GetAwaiter().GetResult();

    public async IAsyncEnumerable<byte[]> Map(IAsyncEnumerable<byte[]> blocks, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (byte[] block in blocks.WithCancellation(cancellationToken))
        {
            yield return block;
        }
    }

    public async Task<Stream> PackAsync(Stream body, CancellationToken cancellationToken = default)
    {
        var packed = new MemoryStream();
        await body.CopyToAsync(packed, cancellationToken);
        packed.Position = 0;
        return packed;
    }

    public async Task<int> TellAsync(int count, IProgress<int> progress, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        for (int i = 0; i < count && !cancellationToken.IsCancellationRequested; i++)
        {
            progress.Report(i);
        }

        return count;
    }
}
