using System.Runtime.CompilerServices;

namespace Rpc.Scale.Contracts;

internal sealed class ScaleService : IScaleService
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private byte[] _body = [];

    public int Add(int x, int y) => x + y;

    public ValueTask<int> AddAsync(int x, int y) => ValueTask.FromResult(x + y);

    public ValueTask<byte[]> EchoAsync(byte[] body) => ValueTask.FromResult(body);

    public ValueTask<int> UploadAsync(byte[] body) => ValueTask.FromResult(body.Length);

    public ValueTask<byte[]> DownloadAsync(int length)
    {
        // Kept, because the making of it is not what is measured.
        byte[] body = _body;
        if (body.Length != length)
        {
            _body = body = Body.Make(length);
        }

        return ValueTask.FromResult(body);
    }

    public ValueTask<int> BlockAsync(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return ValueTask.FromResult(milliseconds);
    }

    public async ValueTask<int> DelayAsync(int milliseconds)
    {
        await Task.Delay(milliseconds);
        return milliseconds;
    }

    public async Task<long> TakeAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken = default)
    {
        int expected = 0;
        await foreach (int item in items.WithCancellation(cancellationToken))
        {
            if (item != expected++)
            {
                throw new InvalidOperationException($"Item {expected - 1} of a stream was {item}.");
            }
        }

        return expected;
    }

    public async Task<long> StoreAsync(Stream body, CancellationToken cancellationToken = default)
    {
        long length = 0;
        for (int read; (read = await body.ReadAsync(_buffer, cancellationToken)) > 0; length += read)
        {
            // Only counted.
        }

        return length;
    }

    public async Task<Stream> LoadAsync(int length, CancellationToken cancellationToken = default) => new MemoryStream(await DownloadAsync(length), writable: false);

    public async IAsyncEnumerable<int> CountAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        for (int i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            yield return i;
        }
    }
}
