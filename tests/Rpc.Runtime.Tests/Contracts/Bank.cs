namespace Rpc.Runtime.Tests;

public sealed class Bank : IBank
{
    private readonly Account _shared = new("everybody");
    private readonly Account _other = new("somebody");

    public IAccount Open(string owner) => new Account(owner);

    public async Task<IAccount> OpenAsync(string owner)
    {
        await Task.Yield();
        return new Account(owner);
    }

    public IAccount Shared() => _shared;

    public bool IsShared(IAccount? account) => ReferenceEquals(account, _shared);

    public IAccount? None() => null;

    public List<IAccount> All() => [_shared, _other, _shared];

    public Holding Holding() => new("all", _shared, _other);
}
