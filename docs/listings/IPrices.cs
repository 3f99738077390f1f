using Rpc;

namespace Listings;

#region prices
[Remote]
public interface IPrices
{
    [Idempotent, Timeout(5_000)]
    Task<Price> GetAsync(string pair, CancellationToken cancellationToken = default); // unary
    IAsyncEnumerable<Price> Watch(string pair, CancellationToken cancellationToken = default); // server streaming
    Task<int> RecordAsync(IAsyncEnumerable<Price> prices, CancellationToken cancellationToken = default); // client streaming
    IAsyncEnumerable<Price> Ask(IAsyncEnumerable<string> pairs, CancellationToken cancellationToken = default); // both ways
}

public sealed record Price(string Pair, decimal Amount);
#endregion
