namespace Rpc.Testing;

/// <summary>A server with one object, and a client with a proxy for it, connected inside this process.</summary>
/// <typeparam name="T">A <c>[Remote]</c> interface.</typeparam>
public sealed class RpcTestPair<T> : RpcTestPair
    where T : class
{
    private T? _proxy;
    private RemoteUri? _uri;

    internal RpcTestPair(RpcTestOptions options)
        : base(options)
    {
    }

    /// <summary>The client's proxy for the object.</summary>
    public T Proxy => _proxy!;

    /// <summary>Where the object is.</summary>
    public RemoteUri Uri => _uri!;

    internal void Start(T target, string? objectId)
    {
        _uri = Server.Add(target, objectId);
        _proxy = Client.Get<T>(_uri);
    }
}
