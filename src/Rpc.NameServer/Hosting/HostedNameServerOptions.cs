using Rpc.NameServer.Stores;

namespace Rpc.NameServer;

/// <summary>How the name server of a host runs. Read once, when the host starts: first the section <c>Rpc:NameServer</c> of the configuration, then what the program says.</summary>
public sealed class HostedNameServerOptions
{
    private Func<INameStore>? _open;

    /// <summary>The options of the name server itself. Its <see cref="NameServerOptions.Store"/> is what one of the <c>Use…</c> methods chooses, if one does.</summary>
    public NameServerOptions NameServer { get; } = new();

    /// <summary>Listens at an address: <c>rpc://0.0.0.0:9190</c>.</summary>
    /// <exception cref="FormatException">It is no URI; the message says where.</exception>
    public HostedNameServerOptions Listen(string uri)
    {
        NameServer.Listen = RemoteUri.Parse(uri);
        return this;
    }

    /// <summary>Keeps names in a SQLite file, which this host alone uses.</summary>
    /// <param name="path">The file; it and its folder are made where they are not there.</param>
    public HostedNameServerOptions UseSqlite(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return UseStore(() => SqliteNameStore.Open(path));
    }

    /// <summary>Keeps names in memory. Servers list theirs again after a restart, within a lease.</summary>
    public HostedNameServerOptions UseMemory() => UseStore(static () => new MemoryNameStore());

    /// <summary>Keeps names in a store that is opened when the host starts, and disposed with the name server.</summary>
    public HostedNameServerOptions UseStore(Func<INameStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        _open = open;
        return this;
    }

    /// <summary>The options with the store that was chosen, opened.</summary>
    internal NameServerOptions Open()
    {
        if (_open is not null)
        {
            NameServer.Store = _open();
        }

        return NameServer;
    }

    internal void ConfigureServer(Action<RpcServerOptions> configure) => NameServer.ConfigureServer += configure;
}
