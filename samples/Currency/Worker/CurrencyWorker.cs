using Currency.Contract;
using Rpc;

namespace Currency.Worker;

/// <summary>The object behind one call: the server makes one for each, so nothing in it is shared but what it is given.</summary>
/// <param name="feeds">Shared by all calls.</param>
/// <param name="own">The feed for calls that name none.</param>
/// <param name="ownOnly">Whether calls that name one are refused.</param>
internal sealed class CurrencyWorker(FeedClient feeds, UrlTemplate own, bool ownOnly) : IWorker
{
    public async Task<(string Pair, decimal Rate)> GetRateAsync(string pair, string? urlTemplate = null, CancellationToken cancellationToken = default)
    {
        if (ownOnly && urlTemplate is not null)
        {
            throw new RpcException(RpcStatus.PermissionDenied, "This worker fetches from its own feed only: call it without a URL template.");
        }

        CurrencyPair wanted = CurrencyPair.Parse(pair);
        UrlTemplate template = urlTemplate is null ? own : UrlTemplate.Parse(urlTemplate);
        decimal rate = await feeds.GetRateAsync(template, wanted, cancellationToken);
        Console.WriteLine($"{wanted} {rate}");
        return (pair, rate);
    }
}
