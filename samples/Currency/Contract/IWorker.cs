using Rpc;

namespace Currency.Contract;

#region contract
/// <summary>What a worker does for whoever wants a rate. Any number of workers offer it under one name.</summary>
[Remote]
public interface IWorker
{
    /// <summary>Fetches the rate of a pair from a feed: what one unit of the first currency costs in the second.</summary>
    /// <param name="pair">Two codes of three capital letters, as <c>EUR/USD</c>.</param>
    /// <param name="urlTemplate">Where to fetch it, with <c>{from}</c> and <c>{to}</c> for the codes; null for the worker's own feed.</param>
    /// <param name="cancellationToken">Ends the call, and the fetch with it.</param>
    /// <exception cref="ArgumentException">There is no such pair, or the template is none.</exception>
    /// <exception cref="FeedException">The feed does not answer, or not with this rate.</exception>
    [Idempotent] // so a call whose worker died is made again at another one
    [Throws(typeof(FeedException))]
    Task<(string Pair, decimal Rate)> GetRateAsync(string pair, string? urlTemplate = null, CancellationToken cancellationToken = default);
}
#endregion
