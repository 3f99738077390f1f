using Rpc;

namespace Listings;

[Remote]
public interface IAccount : IAsyncDisposable
{
    string Owner { get; }

    Task<decimal> DepositAsync(decimal amount, CancellationToken cancellationToken = default);
}
