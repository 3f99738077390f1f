namespace Rpc.Hosting;

/// <summary>How the server of a host serves. Read once, when the host starts: first the section <c>Rpc:Server</c> of the configuration, then what the program says.</summary>
public sealed class HostedServerOptions
{
    private static readonly RemoteUri s_default = RemoteUri.Parse("rpc://127.0.0.1:0");

    private readonly List<RemoteUri> _addresses = [];
    private bool _areConfigured;

    /// <summary>Where to listen. Default <c>rpc://127.0.0.1:0</c>, which only this machine reaches.</summary>
    public IReadOnlyList<RemoteUri> Addresses => _addresses.Count > 0 ? _addresses : [s_default];

    /// <summary>The address that the name server gives to clients, where it is not the one that is listened on: containers, NAT. Null (default): that one. An object's own <see cref="PublishOptions.Advertise"/> comes first.</summary>
    public RemoteUri? Advertise { get; set; }

    /// <summary>The options of the server itself. Where its <see cref="RpcServerOptions.NameServers"/> are empty, those of the host's client count.</summary>
    public RpcServerOptions Server { get; } = new();

    /// <summary>Listens at an address, and at those of other calls; those of the configuration do not count then.</summary>
    /// <exception cref="FormatException">It is no URI; the message says where.</exception>
    public HostedServerOptions Listen(string uri) => Listen(RemoteUri.Parse(uri));

    /// <inheritdoc cref="Listen(string)"/>
    public HostedServerOptions Listen(RemoteUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (_areConfigured)
        {
            _areConfigured = false;
            _addresses.Clear();
        }

        _addresses.Add(uri);
        return this;
    }

    internal void SetAddresses(IReadOnlyList<RemoteUri> addresses)
    {
        _areConfigured = true;
        _addresses.Clear();
        _addresses.AddRange(addresses);
    }

    internal IEnumerable<string> Problems()
    {
        foreach (RemoteUri address in Addresses)
        {
            if (address.NeedsNameServer || address.ObjectId is not null)
            {
                yield return $"{address} cannot be listened on: give an address alone, such as rpc://127.0.0.1:9101.";
            }

            if (address.Scheme == RemoteScheme.Tls && Server.Tls?.CertificatePath is null)
            {
                yield return $"{address} needs a certificate: set Rpc:Server:Tls:CertificatePath, or Server.Tls in code.";
            }
        }
    }
}
