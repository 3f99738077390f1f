namespace Listings;

public sealed class Calculator : ICalculator
{
    public Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default) => Task.FromResult(x + y);

    public int Sum(int[] values) => values.Sum();
}
