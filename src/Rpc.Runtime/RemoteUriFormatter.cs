using System.Globalization;
using System.Text;

namespace Rpc;

/// <summary>Writes the one canonical text of a URI, on which its equality rests: different parts always give different text.</summary>
internal static class RemoteUriFormatter
{
    public static string Format(RemoteUriParts uri)
    {
        var output = new StringBuilder(64).Append(Prefix(uri.Scheme));
        switch (uri.Scheme)
        {
            case RemoteScheme.Tcp or RemoteScheme.Tls:
                AppendAddress(output, uri.Host!, uri.Port);
                AppendObject(output, '/', uri.ObjectId);
                break;
            case RemoteScheme.Unix:
                RemoteUriText.Encode(output, uri.Path, also: '/');
                AppendObject(output, '#', uri.ObjectId);
                break;
            case RemoteScheme.Memory:
                RemoteUriText.Encode(output, uri.Name);
                AppendObject(output, '/', uri.ObjectId);
                break;
            case RemoteScheme.Name:
                RemoteUriText.Encode(output, uri.Name);
                AppendNameServer(output, uri.NameServer);
                break;
            default:
                AppendTags(output, uri.Tags);
                AppendNameServer(output, uri.NameServer);
                break;
        }

        return output.ToString();
    }

    private static void AppendTags(StringBuilder output, IReadOnlyList<string> tags)
    {
        for (int i = 0; i < tags.Count; i++)
        {
            _ = i > 0 ? output.Append(',') : output;
            RemoteUriText.Encode(output, tags[i]);
        }
    }

    public static string Prefix(RemoteScheme scheme) => scheme switch
    {
        RemoteScheme.Tcp => "rpc://",
        RemoteScheme.Tls => "rpcs://",
        RemoteScheme.Unix => "rpc+unix://",
        RemoteScheme.Memory => "rpc+mem://",
        RemoteScheme.Name => "rpcname:",
        _ => "rpcmeta:",
    };

    private static void AppendAddress(StringBuilder output, string host, int port)
    {
        _ = host.Contains(':', StringComparison.Ordinal) ? output.Append('[').Append(host).Append(']') : output.Append(host);
        output.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
    }

    private static void AppendObject(StringBuilder output, char separator, string? objectId)
    {
        if (objectId is not null)
        {
            RemoteUriText.Encode(output.Append(separator), objectId);
        }
    }

    private static void AppendNameServer(StringBuilder output, RemoteUri? nameServer)
    {
        if (nameServer is not null)
        {
            AppendAddress(output.Append('@'), nameServer.Host!, nameServer.Port);
        }
    }
}
