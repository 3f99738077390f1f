namespace Rpc.Runtime.Tests;

/// <summary>Echoes of several kinds.</summary>
[Remote]
public interface IMixed
{
    long Echo(long x);

    long EchoLater(long x, int milliseconds, CancellationToken cancellationToken = default);

    string Text(string text);

    ValueTask<long> EchoAsync(long x, CancellationToken cancellationToken = default);

    Task<long> EchoLaterAsync(long x, int milliseconds, CancellationToken cancellationToken = default);

    /// <summary>So many bytes, each the lowest of <paramref name="x"/>.</summary>
    Task<byte[]> BlockAsync(long x, int length, CancellationToken cancellationToken = default);

    IAsyncEnumerable<long> Count(long from, int count, CancellationToken cancellationToken = default);
}
