using Microsoft.Extensions.Configuration;

namespace Rpc.Hosting.Configuration;

/// <summary>
/// Addresses that whoever starts the program has put into its configuration under a name: <c>ConnectionStrings:NAME</c>, or <c>services:NAME:ENDPOINT:0</c> as .NET Aspire and the service discovery of
/// .NET write them.
/// </summary>
internal sealed class ServiceAddresses(IConfiguration? configuration)
{
    /// <summary>What is called so, with an object: a connection string as it is, of a service the address with the name as the object's id. Null where the configuration knows no such name.</summary>
    public RemoteUri? Object(string name)
    {
        if (ConnectionString(name) is { } given)
        {
            return given is { ObjectId: null, NeedsNameServer: false } ? given.WithObject(name) : given;
        }

        return Endpoint(name)?.WithObject(name);
    }

    /// <summary>The address of a service; null where the configuration knows none of that name.</summary>
    public RemoteUri? Address(string name) => (ConnectionString(name) ?? Endpoint(name)) is { NeedsNameServer: false } found ? found.WithoutObject() : null;

    /// <summary>The address of a name server, where its host is the name of a service and its port the usual one; else as it is.</summary>
    public RemoteUri NameServer(RemoteUri given) =>
        given is { Host: { } host, Port: RemoteUri.DefaultNameServerPort } && Address(host) is { } found ? found.WithObject(given.ObjectId ?? RemoteUri.NameServerObjectId) : given;

    private RemoteUri? ConnectionString(string name) => configuration?.GetSection("ConnectionStrings")[name] is { Length: > 0 } text ? Read($"ConnectionStrings:{name}", text) : null;

    /// <summary>The first address of an endpoint: of the one that the name begins with, as in <c>_admin.catalog</c>; else of the one called <c>rpcs</c> or <c>rpc</c>; else of the first that is not HTTP's.</summary>
    private RemoteUri? Endpoint(string name)
    {
        string? wanted = null;
        if (name.StartsWith('_') && name.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot)
        {
            wanted = name[1..dot];
            name = name[(dot + 1)..];
        }

        IEnumerable<IConfigurationSection> endpoints = configuration?.GetSection($"services:{name}").GetChildren() ?? [];
        foreach (IConfigurationSection endpoint in endpoints.OrderBy(static endpoint => endpoint.Key.ToUpperInvariant() switch { "RPCS" => 0, "RPC" => 1, _ => 2 }))
        {
            if ((wanted is null || string.Equals(endpoint.Key, wanted, StringComparison.OrdinalIgnoreCase)) && endpoint["0"] is { Length: > 0 } text && !text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                return Read($"{endpoint.Path}:0", text);
            }
        }

        return null;
    }

    /// <summary>Reads an address. A connection string of something else may hold a password, and is not repeated. Whoever starts the program may know of no scheme, and writes <c>tcp://host:port</c> or <c>host:port</c>.</summary>
    private static RemoteUri Read(string key, string text)
    {
        string uri = text.TrimEnd('/');
        if (uri.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase))
        {
            uri = $"rpc://{uri[6..]}";
        }
        else if (!uri.StartsWith("rpc", StringComparison.Ordinal))
        {
            uri = $"rpc://{uri}";
        }

        return RemoteUri.TryParse(uri, out RemoteUri? parsed) ? parsed : throw new FormatException($"{key} is not the address of an object or a server, such as rpc://host:9101/name.");
    }
}
