namespace Rpc.Runtime.Tests;

/// <summary>Gives out objects.</summary>
[Remote]
public interface IBank
{
    IAccount Open(string owner);

    Task<IAccount> OpenAsync(string owner);

    /// <summary>One and the same.</summary>
    IAccount Shared();

    /// <summary>Whether it is the shared one itself, not a proxy of it.</summary>
    bool IsShared(IAccount? account);

    IAccount? None();

    List<IAccount> All();

    Holding Holding();
}
