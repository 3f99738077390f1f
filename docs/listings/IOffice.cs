using Rpc;

namespace Listings;

#region contract
[Remote]
[RequireRole("staff")]                                     // for anything of it, describing included
public interface IOffice
{
    Task<string> GreetAsync();

    [RequireRole("boss", "owner")]                         // any of the two, and staff as well
    Task<int> PromoteAsync(string name, int percent);
}
#endregion
