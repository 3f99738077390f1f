using Rpc;

namespace Calculation.Contract;

#region contract
/// <summary>What is done in the background: an interface like that of any remote object.</summary>
[Remote]
public interface ICalculator
{
    /// <summary>Gives the sum.</summary>
    Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default);

    /// <summary>Gives the sum, and takes its time.</summary>
    Task<int> AddSlowlyAsync(int x, int y, TimeSpan time, CancellationToken cancellationToken = default);
}
#endregion
