namespace Listings;

public sealed class Account(string owner) : IAccount
{
    private decimal _balance;

    public string Owner => owner;

    public Task<decimal> DepositAsync(decimal amount, CancellationToken cancellationToken = default) => Task.FromResult(_balance += amount);

    public ValueTask DisposeAsync()
    {
        Console.WriteLine($"{owner}'s account is closed");
        return ValueTask.CompletedTask;
    }
}
