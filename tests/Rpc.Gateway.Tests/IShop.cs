namespace Rpc.Gateway.Tests;

/// <summary>Sells things.</summary>
[Remote]
public interface IShop
{
    /// <summary>Adds two numbers.</summary>
    [Idempotent]
    Task<int> AddAsync(int x, int y = 1);

    /// <summary>Places an order.</summary>
    Task<Receipt> OrderAsync(Order order, CancellationToken cancellationToken = default);

    /// <summary>Counts, slowly.</summary>
    IAsyncEnumerable<int> CountAsync(int to, int failAfter = 0, CancellationToken cancellationToken = default);

    /// <summary>Takes a note.</summary>
    [OneWay]
    void Note(string line);

    Task<int> DivideAsync(int a, int b);

    Task<string> RefuseAsync(string reason);

    Task<string> CorrelationAsync();

    Task<string> WaitAsync(CancellationToken cancellationToken = default);

    Task<string> FindAsync(string name);

    Task<string> FindAsync(int number);

    [Idempotent]
    Task<string> DescribeAsync(DateOnly day, Size size, string? note = null, IReadOnlyList<int>? numbers = null);

    Task<int> SumAsync(IAsyncEnumerable<int> numbers);
}
