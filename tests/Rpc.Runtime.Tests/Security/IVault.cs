namespace Rpc.Runtime.Tests;

/// <summary>Everybody may bind it; some of its methods are for some only. One of each verb.</summary>
[Remote]
public interface IVault : IVaultBase
{
    Task<string> WhoAsync();

    [RequireRole("admin", "keeper")]
    string Open(int code);

    [RequireRole("admin")]
    [OneWay]
    void Wipe();

    [RequireRole("admin")]
    IAsyncEnumerable<int> Watch();

    int Level
    {
        get;
        [RequireRole("admin")]
        set;
    }

    [RequireRole("admin")]
    [RequireRole("night")]
    Task NightAsync();

    Task<IStaff> StaffAsync();

    Task<string> AskAsync(IStaff staff);
}
