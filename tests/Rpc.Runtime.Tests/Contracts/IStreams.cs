namespace Rpc.Runtime.Tests;

/// <summary>Streams that end, that do not, and that begin late.</summary>
[Remote]
public interface IStreams
{
    IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

    /// <summary>One item a few milliseconds after the other, until cancelled.</summary>
    IAsyncEnumerable<int> Endless(CancellationToken cancellationToken = default);

    /// <summary>The same, and it never looks at a token.</summary>
    IAsyncEnumerable<int> Deaf();

    /// <summary>As fast as it can.</summary>
    IAsyncEnumerable<byte[]> Blocks(int size, int count, CancellationToken cancellationToken = default);

    /// <summary>Blocks its thread before it gives the stream.</summary>
    IAsyncEnumerable<int> Late(int milliseconds, int count);

    int Quick(int x);
}
