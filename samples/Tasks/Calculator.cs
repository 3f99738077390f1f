using Calculation.Contract;
using Rpc.Tasks;

namespace Calculation;

/// <summary>Does the work.</summary>
internal sealed class Calculator : ICalculator
{
    public Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default) => Task.FromResult(x + y);

    public async Task<int> AddSlowlyAsync(int x, int y, TimeSpan time, CancellationToken cancellationToken = default)
    {
        Console.WriteLine($"  worker {Environment.ProcessId}: {x} + {y}, attempt {TaskContext.Current?.Attempt}");
        await Task.Delay(time, cancellationToken);
        return x + y;
    }
}
