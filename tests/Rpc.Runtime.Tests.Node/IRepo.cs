namespace Rpc.Runtime.Tests;

/// <summary>Keeps things of one type: declared here, closed elsewhere.</summary>
[Remote]
public interface IRepo<T>
    where T : notnull
{
    int Count { get; }

    Task<T?> GetAsync(int place);

    Task SaveAsync(T item);

    T[] Some(params T[] items);

    IAsyncEnumerable<T> All(CancellationToken cancellationToken = default);

    /// <summary>The first one that was kept.</summary>
    async Task<T?> FirstAsync() => await GetAsync(0);
}
