using Rpc;

namespace Listings;

#region payments
[Remote]
public interface IPayments
{
    Task PayAsync(string order, decimal amount, CancellationToken cancellationToken = default);

    [Idempotent]
    Task<bool> IsPaidAsync(string order, CancellationToken cancellationToken = default);
}

/// <summary>Pays each order once, however often the network fails.</summary>
public sealed class Checkout(IPayments payments, TimeProvider time)
{
    public async Task PayAsync(string order, decimal amount, CancellationToken cancellationToken = default)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await payments.PayAsync(order, amount, cancellationToken);
                return;
            }
            catch (RpcException error) when (error.Outcome == RpcOutcome.NotExecuted && attempt < 4)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);       // it never ran: try again, later
            }
            catch (RpcException error) when (error.Outcome == RpcOutcome.MaybeExecuted && attempt < 4)
            {
                if (await payments.IsPaidAsync(order, cancellationToken))                       // it may have run: ask first
                {
                    return;
                }
            }
        }
    }
}
#endregion

/// <summary>The backend, as the test of a checkout needs it.</summary>
public sealed class Ledger : IPayments
{
    public List<string> Paid { get; } = [];

    public Task PayAsync(string order, decimal amount, CancellationToken cancellationToken = default)
    {
        Paid.Add(order);
        return Task.CompletedTask;
    }

    public Task<bool> IsPaidAsync(string order, CancellationToken cancellationToken = default) => Task.FromResult(Paid.Contains(order));
}
