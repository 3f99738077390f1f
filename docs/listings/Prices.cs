using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Rpc;

namespace Listings;

public sealed class Prices : IPrices
{
    private readonly ConcurrentDictionary<string, decimal> _amounts = new() { ["EUR/USD"] = 1.25m };

    public Task<Price> GetAsync(string pair, CancellationToken cancellationToken = default) => _amounts.TryGetValue(pair, out decimal amount)
        ? Task.FromResult(new Price(pair, amount))
        : throw new RpcException(RpcStatus.NotFound, $"There is no price for {pair}.");

    public async IAsyncEnumerable<Price> Ask(IAsyncEnumerable<string> pairs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (string pair in pairs.WithCancellation(cancellationToken))
        {
            yield return await GetAsync(pair, cancellationToken);
        }
    }

    public async IAsyncEnumerable<Price> Watch(string pair, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            yield return await GetAsync(pair, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }

    public async Task<int> RecordAsync(IAsyncEnumerable<Price> prices, CancellationToken cancellationToken = default)
    {
        int count = 0;
        await foreach (Price price in prices.WithCancellation(cancellationToken))
        {
            _amounts[price.Pair] = price.Amount;
            count++;
        }

        return count;
    }
}
