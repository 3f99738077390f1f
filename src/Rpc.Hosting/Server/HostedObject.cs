namespace Rpc.Hosting.Server;

/// <summary>An object that the server of a host serves.</summary>
internal abstract class HostedObject(string name, HostedObjectOptions options)
{
    public string Name => name;

    public HostedObjectOptions Options => options;

    protected string ObjectId => options.ObjectId ?? name;

    /// <summary>Makes it callable.</summary>
    public abstract RemoteUri AddTo(RpcServer server);
}
