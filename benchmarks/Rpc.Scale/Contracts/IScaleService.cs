namespace Rpc.Scale.Contracts;

/// <summary>What every scenario calls.</summary>
[Remote]
public interface IScaleService
{
    int Add(int x, int y);

    ValueTask<int> AddAsync(int x, int y);

    ValueTask<byte[]> EchoAsync(byte[] body);

    /// <summary>Takes a body and tells its length.</summary>
    ValueTask<int> UploadAsync(byte[] body);

    /// <summary>Gives <see cref="Body.Make"/> of that length.</summary>
    ValueTask<byte[]> DownloadAsync(int length);

    /// <summary>A handler that blocks its thread.</summary>
    ValueTask<int> BlockAsync(int milliseconds);

    /// <summary>A handler that waits without a thread.</summary>
    ValueTask<int> DelayAsync(int milliseconds);

    /// <summary>0, 1, 2 and so on, as fast as they are read, until the reader stops.</summary>
    IAsyncEnumerable<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads ints to their end, and tells how many there were.</summary>
    Task<long> TakeAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken = default);

    /// <summary>Reads a body to its end and tells its length.</summary>
    Task<long> StoreAsync(Stream body, CancellationToken cancellationToken = default);

    /// <summary>Gives <see cref="Body.Make"/> of that length, to be read as it comes.</summary>
    Task<Stream> LoadAsync(int length, CancellationToken cancellationToken = default);
}
