namespace Rpc.Testing.Tests;

/// <summary>What a user's service might be.</summary>
[Remote]
public interface IShop
{
    Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default);

    int Add(int x, int y);

    string Echo(string text);

    Task<byte[]> EchoBytesAsync(byte[] bytes, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> CountAsync(int to, CancellationToken cancellationToken = default);

    Task<long> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default);

    Task<int> OrdersAsync(CancellationToken cancellationToken = default);

    Task OrderAsync(string item, CancellationToken cancellationToken = default);
}
