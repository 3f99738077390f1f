using Rpc.Tasks;

namespace Rpc.Stress.Tests;

internal sealed class Sums : ISums
{
    public async Task<int[]> DoubleAsync(int value, int milliseconds, CancellationToken cancellationToken = default)
    {
        int attempt = TaskContext.Current!.Attempt;
        if (milliseconds > 0)
        {
            await Task.Delay(milliseconds, cancellationToken);
        }

        return [2 * value, attempt];
    }
}
