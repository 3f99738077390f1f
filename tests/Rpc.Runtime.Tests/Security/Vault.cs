namespace Rpc.Runtime.Tests;

public sealed class Vault : IVault
{
    private int _ran;

    /// <summary>How many handlers that need a role have run.</summary>
    public int Ran => Volatile.Read(ref _ran);

    public int Level { get; set; } = 1;

    public Task<string> WhoAsync()
    {
        CallContext context = CallContext.Current!;
        return Task.FromResult($"{context.User.Identity!.IsAuthenticated} {context.User.Identity.Name} {context.User.IsInRole("admin")} {context.PeerUserId}");
    }

    public string Open(int code)
    {
        Interlocked.Increment(ref _ran);
        return $"open {code}";
    }

    public void Wipe() => Interlocked.Increment(ref _ran);

    public async IAsyncEnumerable<int> Watch()
    {
        Interlocked.Increment(ref _ran);
        yield return 1;
        await Task.Yield();
        yield return 2;
    }

    public Task NightAsync()
    {
        Interlocked.Increment(ref _ran);
        return Task.CompletedTask;
    }

    public int Inherited() => Interlocked.Increment(ref _ran);

    public Task<IStaff> StaffAsync() => Task.FromResult<IStaff>(new Staff());

    public Task<string> AskAsync(IStaff staff) => Task.FromResult(staff.Greet());
}
