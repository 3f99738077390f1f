namespace Rpc.Runtime.Tests;

/// <summary>Throws what it is asked for.</summary>
[Remote]
public interface ICaught
{
    void Throw(string kind);

    Task ThrowAsync(string kind);

    IAsyncEnumerable<int> ThrowAfter(int items, string kind);

    int Quick(int x);
}
