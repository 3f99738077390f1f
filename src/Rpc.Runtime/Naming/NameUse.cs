namespace Rpc.Naming;

/// <summary>That a proxy uses a name: held by the proxy, and over when nobody has the proxy any more.</summary>
internal sealed class NameUse(Action changed, Action ended)
{
    // The finalizer's thread has no time for what follows.
    ~NameUse() => ThreadPool.UnsafeQueueUserWorkItem(static ending => ending(), ended, preferLocal: false);

    /// <summary>The name leads elsewhere now. Called on whatever thread learns it; does not block.</summary>
    public void Tell() => changed();
}
