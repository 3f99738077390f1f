using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Rpc.Hosting.Configuration;

namespace Rpc.Hosting.Client;

/// <summary>Where a proxy's object is, as a program writes it: a URI, a name, or an object of a service.</summary>
internal sealed class ProxyAddress
{
    private readonly RemoteUri? _uri;
    private readonly string? _name;
    private readonly string? _service;
    private readonly string? _objectId;

    private ProxyAddress(RemoteUri? uri, string? name, string? service = null, string? objectId = null)
    {
        _uri = uri;
        _name = name;
        _service = service;
        _objectId = objectId;
    }

    public static ProxyAddress Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (!text.Contains(':', StringComparison.Ordinal))
        {
            // Checked now, where the mistake is: a name is what rpcname: takes.
            return new ProxyAddress(RemoteUri.ForName(text), text);
        }

        if (RemoteUri.TryParse(text, out RemoteUri? uri, out string? error))
        {
            return new ProxyAddress(uri, null);
        }

        return OfService(text) ?? throw new FormatException(error);
    }

    public RemoteUri Resolve(IServiceProvider provider)
    {
        var known = new ServiceAddresses(provider.GetService<IConfiguration>());
        if (_service is not null)
        {
            return known.Address(_service)?.WithObject(_objectId!)
                ?? throw new InvalidOperationException($"rpc://{_service}/{_objectId} has no port, and the configuration knows no service {_service}: set services:{_service}:rpc:0 or ConnectionStrings:{_service} to an address such as rpc://host:9101.");
        }

        return (_name is null ? null : known.Object(_name)) ?? _uri!;
    }

    /// <summary><c>rpc://NAME/object</c>, which is no URI because it has no port.</summary>
    private static ProxyAddress? OfService(string text)
    {
        int start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        int slash = start < 3 ? -1 : text.IndexOf('/', start);
        if (slash <= start || text[..start] is not ("rpc://" or "rpcs://"))
        {
            return null;
        }

        string service = text[start..slash];
        string id = Uri.UnescapeDataString(text[(slash + 1)..]);
        return service.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && id.Length > 0 ? new ProxyAddress(null, null, service, id) : null;
    }
}
