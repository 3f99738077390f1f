namespace Rpc.Runtime.Tests;

/// <summary>What travels beside a call while it runs, in every direction.</summary>
[Remote]
public interface IFlows
{
    Task<double> AverageAsync(IAsyncEnumerable<double> values, CancellationToken cancellationToken = default);

    /// <summary>Blocks the caller, and a thread of the callee's.</summary>
    int Sum(IAsyncEnumerable<int> values);

    Task<int> CountAsync(IAsyncEnumerable<Parcel> parcels, IAsyncEnumerable<string>? names, int more);

    /// <summary>Takes only so many.</summary>
    Task<List<int>> FirstAsync(IAsyncEnumerable<int> values, int count);

    Task<int> TwiceAsync(IAsyncEnumerable<int> values);

    /// <summary>Both directions at once.</summary>
    IAsyncEnumerable<int> Squares(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default);

    IAsyncEnumerable<byte[]> Echo(IAsyncEnumerable<byte[]> blocks);

    /// <summary>Reads one item, and then nothing until it is released.</summary>
    Task StallAsync(IAsyncEnumerable<byte[]> blocks, CancellationToken cancellationToken = default);

    /// <summary>Returns at once and goes on reading.</summary>
    Task LeaveBehindAsync(IAsyncEnumerable<int> values);

    Task<int> WorkAsync(int steps, IProgress<int> progress, CancellationToken cancellationToken = default);

    int Work(int steps, IProgress<int>? progress = null);

    Task TellAsync(int count, int bytes, IProgress<byte[]> progress, CancellationToken cancellationToken = default);

    Task<long> LengthAsync(Stream body, CancellationToken cancellationToken = default);

    /// <summary>Reads with blocking calls.</summary>
    long Length(Stream body);

    Task<int> IgnoreAsync(Stream body);

    Task<Stream> MakeAsync(long length, CancellationToken cancellationToken = default);

    Stream Make(long length);

    Task<Stream?> FindAsync(string name);

    ValueTask<Stream> UpperAsync(Stream text);

    Task<Stream> FailAsync();

    int Quick(int x);
}
