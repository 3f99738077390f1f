namespace Rpc.Tasks.Comparison;

/// <summary>What is enqueued.</summary>
[Remote]
public interface ICalculator
{
    /// <summary>The sum.</summary>
    Task<int> AddAsync(int x, int y);
}
