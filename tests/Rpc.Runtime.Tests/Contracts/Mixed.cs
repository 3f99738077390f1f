using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IMixed"/>.</summary>
public sealed class Mixed : IMixed
{
    public long Echo(long x) => x;

    public long EchoLater(long x, int milliseconds, CancellationToken cancellationToken = default)
    {
        Thread.Sleep(milliseconds);
        return x;
    }

    public string Text(string text) => text;

    public ValueTask<long> EchoAsync(long x, CancellationToken cancellationToken = default) => new(x);

    public async Task<long> EchoLaterAsync(long x, int milliseconds, CancellationToken cancellationToken = default)
    {
        await Task.Delay(milliseconds, cancellationToken);
        return x;
    }

    public async Task<byte[]> BlockAsync(long x, int length, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        byte[] block = new byte[length];
        block.AsSpan().Fill((byte)x);
        return block;
    }

    public async IAsyncEnumerable<long> Count(long from, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 16 == 0)
            {
                await Task.Yield();
            }

            yield return from + i;
        }
    }
}
