using Rpc;

namespace Listings;

#region authorizer
public sealed class BusinessHours(TimeProvider clock) : IRpcAuthorizer
{
    public bool IsAllowed(in AccessRequest request) =>     // quick: it is asked on the thread that reads
        request.Method != "PromoteAsync" || clock.GetUtcNow().Hour is >= 9 and < 17;
}
#endregion
