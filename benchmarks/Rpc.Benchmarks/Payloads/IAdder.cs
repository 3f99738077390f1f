namespace Rpc.Benchmarks.Payloads;

/// <summary>The smallest calls.</summary>
[Remote]
public interface IAdder
{
    int Add(int left, int right);

    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellationToken = default);

    /// <summary>The handler allocates an array: what the counter must see, or it counts nothing.</summary>
    int AddInArray(int left, int right);
}
