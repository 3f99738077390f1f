using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IStreams"/>; counts what it made and what was disposed.</summary>
public sealed class Streams : IStreams
{
    private int _open;
    private int _produced;

    /// <summary>Enumerators that have begun and are not disposed.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Blocks that were made.</summary>
    public int Produced => Volatile.Read(ref _produced);

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (int i = 0; i < to; i++)
            {
                if (i % 10 == 9)
                {
                    await Task.Yield();
                }

                yield return i;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public async IAsyncEnumerable<int> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (int i = 0; ; i++)
            {
                yield return i;
                await Task.Delay(5, cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public IAsyncEnumerable<int> Deaf() => DeafAsync();

    public async IAsyncEnumerable<byte[]> Blocks(int size, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            Interlocked.Increment(ref _produced);
            byte[] block = new byte[size];
            block.AsSpan().Fill((byte)i);
            yield return block;
        }
    }

    public IAsyncEnumerable<int> Late(int milliseconds, int count)
    {
        Thread.Sleep(milliseconds);
        return Count(count);
    }

    public int Quick(int x) => x;

    private async IAsyncEnumerable<int> DeafAsync()
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (int i = 0; ; i++)
            {
                yield return i;
                await Task.Delay(5, CancellationToken.None);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
