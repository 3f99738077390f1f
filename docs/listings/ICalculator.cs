using Rpc;

namespace Listings;

#region calculator
[Remote]
public interface ICalculator
{
    Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default);

    int Sum(int[] values);
}
#endregion
