using Rpc;

namespace Listings;

public sealed class Office : IOffice
{
    #region user
    public Task<string> GreetAsync() => Task.FromResult($"Hi {CallContext.Current!.User.Identity!.Name}"); // never null; nobody known without a handshake
    #endregion

    public Task<int> PromoteAsync(string name, int percent) => Task.FromResult(100 + percent);
}
