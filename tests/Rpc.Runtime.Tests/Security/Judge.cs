using System.Collections.Concurrent;

namespace Rpc.Runtime.Tests;

/// <summary>An authorizer that remembers what it was asked.</summary>
internal sealed class Judge(Func<AccessRequest, bool> decide) : IRpcAuthorizer
{
    public ConcurrentQueue<AccessRequest> Asked { get; } = new();

    public bool IsAllowed(in AccessRequest request)
    {
        Asked.Enqueue(request);
        return decide(request);
    }
}
