namespace Listings;

public sealed class Transfers : ITransfers
{
    private readonly List<ITransferEvents> _watchers = [];
    private decimal _balance = 100;

    public Task<decimal> TransferAsync(Transfer transfer, CancellationToken cancellationToken = default)
    {
        if (transfer.Amount > _balance)
        {
            throw new NotCoveredException($"The account {transfer.From} does not cover this.", transfer.Amount - _balance);
        }

        _balance -= transfer.Amount;
        _watchers.ForEach(watcher => watcher.Done(transfer));
        return Task.FromResult(_balance);
    }

    public Task WatchAsync(ITransferEvents events)
    {
        _watchers.Add(events);
        return Task.CompletedTask;
    }

    public void Note(string line) => Console.Error.WriteLine(line);
}
