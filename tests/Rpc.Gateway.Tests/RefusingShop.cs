namespace Rpc.Gateway.Tests;

/// <summary>Divides once it is let.</summary>
internal sealed class RefusingShop(Func<bool> works) : IShop
{
    public Task<int> DivideAsync(int a, int b) => works() ? Task.FromResult(a / b) : throw new InvalidOperationException("Not yet.");

    public Task<int> AddAsync(int x, int y = 1) => throw new NotSupportedException();

    public Task<Receipt> OrderAsync(Order order, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<int> CountAsync(int to, int failAfter = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Note(string line) => throw new NotSupportedException();

    public Task<string> RefuseAsync(string reason) => throw new NotSupportedException();

    public Task<string> CorrelationAsync() => throw new NotSupportedException();

    public Task<string> WaitAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string> FindAsync(string name) => throw new NotSupportedException();

    public Task<string> FindAsync(int number) => throw new NotSupportedException();

    public Task<string> DescribeAsync(DateOnly day, Size size, string? note = null, IReadOnlyList<int>? numbers = null) => throw new NotSupportedException();

    public Task<int> SumAsync(IAsyncEnumerable<int> numbers) => throw new NotSupportedException();
}
