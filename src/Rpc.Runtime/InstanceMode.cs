namespace Rpc;

/// <summary>How many objects stand behind one id whose objects are made by a factory, and how long each lives.</summary>
public enum InstanceMode
{
    /// <summary>One for everybody, made for the first call, disposed when it is removed or its server stops.</summary>
    Single,

    /// <summary>
    /// One for each proxy, made for its first call, disposed when the proxy is disposed or garbage, or its connection ends. Proxies made from one another with <see cref="RemoteProxy.With"/> share one.
    /// After its connection was lost a proxy never goes on with another object by itself: its calls fail with <see cref="RpcErrorReason.SessionLost"/>.
    /// </summary>
    Session,

    /// <summary>One for each call, disposed when the call has been answered; of a stream, when it has ended.</summary>
    PerCall,
}
