using System.Runtime.CompilerServices;

namespace Rpc.Scale.Contracts;

internal sealed class ScaleService : IScaleService
{
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

    public async IAsyncEnumerable<int> CountAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        for (int i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            yield return i;
        }
    }
}
