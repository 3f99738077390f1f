namespace Rpc;

/// <summary>What a <see cref="RemoteUri"/> leads to: an object behind a transport, or a name that is still to be resolved.</summary>
public enum RemoteScheme
{
    /// <summary><c>rpc://host:port/object</c>: TCP.</summary>
    Tcp = 0,

    /// <summary><c>rpcs://host:port/object</c>: TLS over TCP.</summary>
    Tls = 1,

    /// <summary><c>rpc+unix:///path#object</c>: a Unix domain socket.</summary>
    Unix = 2,

    /// <summary><c>rpc+mem://name/object</c>: inside this process.</summary>
    Memory = 3,

    /// <summary><c>rpcname:NAME[@host:port]</c>: a name that a name server resolves.</summary>
    Name = 4,

    /// <summary><c>rpcmeta:tag1,tag2[@host:port]</c>: whatever a name server lists with all of these tags.</summary>
    Meta = 5,
}
