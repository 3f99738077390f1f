namespace Rpc.Tasks.Comparison;

/// <summary>Does nothing that takes time.</summary>
internal sealed class Calculator : ICalculator
{
    public Task<int> AddAsync(int x, int y) => Task.FromResult(x + y);
}
