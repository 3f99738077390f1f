using Rpc;

namespace Listings;

#region transfers
[Remote]
public interface ITransfers
{
    [Throws(typeof(NotCoveredException))]
    Task<decimal> TransferAsync(Transfer transfer, CancellationToken cancellationToken = default);
    Task WatchAsync(ITransferEvents events);
    [OneWay] void Note(string line);
}

[Remote]
public interface ITransferEvents
{
    void Done(Transfer transfer);
}

public sealed record Transfer(string From, string To, decimal Amount);

public sealed class NotCoveredException(string message, decimal missing) : Exception(message)
{
    public decimal Missing { get; } = missing;
}
#endregion
