namespace Rpc.Comparison.Peers.Ours;

internal sealed class Calculator : ICalculator
{
    public int Add(int x, int y) => x + y;

    public ValueTask<int> AddAsync(int x, int y) => ValueTask.FromResult(x + y);
}
