namespace Rpc.Naming;

/// <summary>The name servers that are asked, in order, and which of them answered last. The list never changes; thread-safe.</summary>
internal sealed class KnownServers
{
    private readonly Lazy<INameServer>[] _proxies;
    private int _current;

    public KnownServers(IReadOnlyList<RemoteUri> servers, Func<RemoteUri, INameServer> connect)
        : this(servers, [.. servers.Select(server => new Lazy<INameServer>(() => connect(server)))])
    {
    }

    private KnownServers(IReadOnlyList<RemoteUri> servers, Lazy<INameServer>[] proxies)
    {
        Servers = servers;
        _proxies = proxies;
    }

    public IReadOnlyList<RemoteUri> Servers { get; }

    /// <summary>The index of the one that answered last, or 0.</summary>
    public int Current => Volatile.Read(ref _current);

    public INameServer Proxy(int index) => _proxies[index].Value;

    /// <summary>True where another one had answered before.</summary>
    public bool Answered(int index) => Interlocked.Exchange(ref _current, index) != index;

    /// <summary>What was found, and behind it what was given; proxies are kept.</summary>
    public KnownServers Then(IReadOnlyList<RemoteUri> found, IReadOnlyList<RemoteUri> given, Func<RemoteUri, INameServer> connect)
    {
        RemoteUri[] servers = [.. found.Concat(given).Distinct()];
        return new KnownServers(servers, [.. servers.Select(server => Kept(server) ?? new Lazy<INameServer>(() => connect(server)))]);
    }

    private Lazy<INameServer>? Kept(RemoteUri server)
    {
        for (int i = 0; i < Servers.Count; i++)
        {
            if (Servers[i] == server)
            {
                return _proxies[i];
            }
        }

        return null;
    }
}
