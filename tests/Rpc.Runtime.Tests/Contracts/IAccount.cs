namespace Rpc.Runtime.Tests;

[Remote]
public interface IAccount
{
    string Owner { get; }

    int Deposit(int amount);
}
