#region ledger
using Rpc;

namespace Listings;

[Remote]
[FormerName("Listings.IAccounts")]
public interface ILedger
{
    [FormerName("AddAsync")]
    Task<int> BookAsync(Entry entry, CancellationToken cancellationToken = default);

    IAsyncEnumerable<Entry> Watch(CancellationToken cancellationToken = default);
}

public sealed record Entry(string Account, decimal Amount, string? Note = null);
#endregion
