namespace Listings;

/// <summary>What a host makes for each task.</summary>
public sealed class ScopedOrders(Bank bank) : IOrders
{
    private readonly Orders _orders = new(bank);

    public Task<string> ChargeAsync(int order, decimal amount, CancellationToken cancellationToken = default) => _orders.ChargeAsync(order, amount, cancellationToken);

    public Task<int> BookAsync(string item, CancellationToken cancellationToken = default) => _orders.BookAsync(item, cancellationToken);

    public Task<int> ExportAsync(int rows, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => _orders.ExportAsync(rows, progress, cancellationToken);

    public Task MailAsync(string to, string text) => _orders.MailAsync(to, text);
}
