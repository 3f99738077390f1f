namespace Rpc.Runtime.Tests;

public sealed class Account(string owner) : IAccount
{
    private int _balance;

    public string Owner => owner;

    public int Deposit(int amount) => Interlocked.Add(ref _balance, amount);
}
