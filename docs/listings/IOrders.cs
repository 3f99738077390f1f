using Rpc;

namespace Listings;

#region orders
[Remote]
public interface IOrders
{
    Task<string> ChargeAsync(int order, decimal amount, CancellationToken cancellationToken = default);

    Task<int> BookAsync(string item, CancellationToken cancellationToken = default);

    Task<int> ExportAsync(int rows, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    [TaskRetry(5, NotAfter = [typeof(FormatException)])]
    Task MailAsync(string to, string text);
}
#endregion
