namespace Rpc.Runtime.Tests;

/// <summary>Streams whose writers are as fast, as slow and as faulty as writers are.</summary>
[Remote]
public interface IFeeds
{
    /// <summary>Never waits.</summary>
    IAsyncEnumerable<int> Fast(int count);

    /// <summary>An item, and the next only after <see cref="Go"/>.</summary>
    IAsyncEnumerable<int> Gated(int count);

    /// <summary>The same, and it blocks its thread.</summary>
    IAsyncEnumerable<int> Blocked(int count);

    void Go();

    /// <summary>Items of these sizes, at once.</summary>
    IAsyncEnumerable<byte[]> Sized(int[] sizes);

    IAsyncEnumerable<int> FailsAfter(int count);

    /// <summary>The item behind the last one is null, which the contract excludes.</summary>
    IAsyncEnumerable<string> NullAfter(int count);
}
