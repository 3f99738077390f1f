namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IBulk"/>.</summary>
public sealed class Bulk : IBulk
{
    private long _dropped;

    /// <summary>Bytes of which each says where it stands.</summary>
    public static byte[] Body(int size)
    {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++)
        {
            body[i] = (byte)(i ^ (i >> 8) ^ (i >> 16));
        }

        return body;
    }

    public byte[] Echo(byte[] body) => body;

    public async Task<byte[]> EchoAsync(byte[] body, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return body;
    }

    public void Drop(byte[] body) => Interlocked.Add(ref _dropped, body.Length);

    public Task DropAsync(byte[] body)
    {
        Drop(body);
        return Task.CompletedTask;
    }

    public long Dropped() => Interlocked.Read(ref _dropped);

    public int Square(int x) => x * x;

    public Task<int> SquareAsync(int x) => Task.FromResult(x * x);

    public int Nest(IBulk other, int size, int times)
    {
        byte[] body = Body(size);
        int right = 0;
        for (int i = 0; i < times; i++)
        {
            right += other.Echo(body).AsSpan().SequenceEqual(body) ? 1 : 0;
        }

        return right;
    }

    public async Task<int> NestAsync(IBulk other, int size, int times)
    {
        byte[] body = Body(size);
        int right = 0;
        for (int i = 0; i < times; i++)
        {
            right += (await other.EchoAsync(body)).AsSpan().SequenceEqual(body) ? 1 : 0;
        }

        return right;
    }

    public async IAsyncEnumerable<byte[]> Items(int size, int count)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            byte[] item = new byte[size];
            item.AsSpan().Fill((byte)i);
            yield return item;
        }
    }

    public async IAsyncEnumerable<byte[]> Broken(int size, int count)
    {
        await foreach (byte[] item in Items(size, count))
        {
            yield return item;
        }

        throw new InvalidOperationException("broken on purpose");
    }
}
