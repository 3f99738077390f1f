namespace Rpc.Comparison.Peers.Ours;

/// <summary>The service of every comparison, as our users would write it.</summary>
[Remote]
public interface ICalculator
{
    int Add(int x, int y);

    ValueTask<int> AddAsync(int x, int y);
}
