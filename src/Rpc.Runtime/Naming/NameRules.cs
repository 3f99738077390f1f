namespace Rpc.Naming;

/// <summary>What names, tags and advertised addresses have to look like. Both sides check: the client early, the name server for good.</summary>
public static class NameRules
{
    /// <summary>Characters that a name, a tag or a server id may have: 255.</summary>
    public const int MaxLength = RemoteUriText.MaxLength;

    /// <summary>The name under which a name server lists itself; nobody else can register or remove it.</summary>
    public const string OwnName = "rpc.nameserver";

    /// <summary>What keeps <paramref name="text"/> from being a name, or null.</summary>
    /// <param name="text">1 to 255 characters, no control characters, no half of a surrogate pair.</param>
    /// <param name="what">What the message calls it.</param>
    public static string? Problem(string? text, string what = "name") => RemoteUriText.Problem(text ?? string.Empty, what);

    /// <summary>Whether only programs on its own machine can use the address: loopback, Unix sockets, <c>rpc+mem</c>.</summary>
    public static bool IsOfOneMachine(RemoteUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return LocalHost.IsLocal(uri);
    }

    /// <summary>What keeps <paramref name="uri"/> from being handed to clients, or null.</summary>
    /// <param name="uri">The address of the object as others will get it.</param>
    /// <param name="nameServer">The address at which the name server is reached, or null where it is not known: then loopback is let through.</param>
    public static string? AdvertiseProblem(RemoteUri uri, RemoteUri? nameServer = null)
    {
        if (uri.NeedsNameServer)
        {
            return $"{uri} is itself still to be resolved: register the object's own address";
        }

        if (uri.ObjectId is null)
        {
            return $"{uri} has no object id: write {uri}{(uri.Scheme == RemoteScheme.Unix ? '#' : '/')}OBJECT";
        }

        if (uri.Host is not null && uri.Port == 0)
        {
            return $"{uri} has port 0, which means any free port: register the port that the server got";
        }

        if (LocalHost.IsUnspecified(uri.Host))
        {
            return $"{uri} is where a server listens, not where it can be reached: set Advertise to the host name or address that clients use";
        }

        return nameServer is null || LocalHost.IsLocal(nameServer) ? null : FarProblem(uri, nameServer);
    }

    private static string? FarProblem(RemoteUri uri, RemoteUri nameServer) => uri.Scheme switch
    {
        RemoteScheme.Unix or RemoteScheme.Memory => $"{uri} can be reached on this machine only, and the name server at {nameServer.WithoutObject()} hands it to other machines",
        _ when LocalHost.IsLoopback(uri.Host) => $"{uri} is a loopback address, and the name server at {nameServer.WithoutObject()} hands it to other machines: set Advertise to the host name or address that they can reach",
        _ => null,
    };
}
