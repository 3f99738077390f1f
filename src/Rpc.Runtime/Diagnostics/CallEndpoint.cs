using System.Net;

namespace Rpc.Diagnostics;

/// <summary>An address as traces and metrics have it: two attributes.</summary>
/// <param name="Address">A host, an IP address, a path of a socket, or the name under which objects are looked up.</param>
/// <param name="Port">The port; 0 where the address has none.</param>
internal sealed record CallEndpoint(string Address, int Port)
{
    /// <summary>What a URI leads to: its host and port, its path, or its name, which stands for all servers that have it.</summary>
    public static CallEndpoint Of(RemoteUri uri) => uri.NeedsNameServer
        ? new CallEndpoint(uri.Name ?? string.Join(',', uri.Tags), 0)
        : new CallEndpoint(uri.Host ?? uri.Path ?? uri.Name ?? "", uri.Host is null ? 0 : uri.Port);

    /// <summary>The same of a text: a URI, what a socket says of its peer, or anything else.</summary>
    public static CallEndpoint Of(string text)
    {
        if (IPEndPoint.TryParse(text, out IPEndPoint? end) && end.Port != 0)
        {
            return new CallEndpoint(end.Address.ToString(), end.Port);
        }

        return RemoteUri.TryParse(text, out RemoteUri? uri, out _) ? Of(uri) : new CallEndpoint(text, 0);
    }
}
