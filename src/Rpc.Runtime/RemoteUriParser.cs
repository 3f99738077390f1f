using System.Globalization;

namespace Rpc;

/// <summary>Reads a URI from the left. The first fault ends the reading and is kept with its position.</summary>
internal ref struct RemoteUriParser(string text)
{
    private readonly string _text = text;
    private string? _problem;
    private int _problemAt;

    public readonly string ErrorMessage => $"'{RemoteUriText.Printable(_text)}' is not a remote URI: at position {_problemAt}, {_problem}.";

    public RemoteUri? Parse()
    {
        for (RemoteScheme scheme = RemoteScheme.Tcp; scheme <= RemoteScheme.Meta; scheme++)
        {
            string prefix = RemoteUriFormatter.Prefix(scheme);
            if (_text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return Parse(scheme, prefix.Length) is { } parts && _problem is null ? new RemoteUri(parts) : null;
            }
        }

        Fail(0, _text.Length == 0
            ? "the text is empty"
            : "the scheme is none of rpc://, rpcs://, rpc+unix://, rpc+mem://, rpcname: and rpcmeta:");
        return null;
    }

    private RemoteUriParts? Parse(RemoteScheme scheme, int start) => scheme switch
    {
        RemoteScheme.Tcp or RemoteScheme.Tls => ParseHost(scheme, start),
        RemoteScheme.Unix => ParseUnix(start),
        RemoteScheme.Memory => ParseMemory(start),
        RemoteScheme.Name => ParseName(start),
        _ => ParseMeta(start),
    };

    private RemoteUriParts ParseHost(RemoteScheme scheme, int start)
    {
        (int end, string? objectId) = ParseObject(start, '/');
        (string? host, int port) = ParseAddress(start, end, defaultPort: null);
        return new RemoteUriParts(scheme) { Host = host, Port = port, ObjectId = objectId };
    }

    private RemoteUriParts? ParseUnix(int start)
    {
        if (start >= _text.Length || _text[start] != '/')
        {
            return Fail(start, "a Unix socket has no host: its absolute path follows, with three slashes in all");
        }

        (int end, string? objectId) = ParseObject(start, '#');
        string? path = Decode(start, end, '/');
        if (path is not null && path.Contains('\0', StringComparison.Ordinal))
        {
            return Fail(start, "the path contains a NUL");
        }

        return path is not null && path.EndsWith('/')
            ? Fail(end - 1, "the path ends with '/': it must name a socket, not a folder")
            : new RemoteUriParts(RemoteScheme.Unix) { Path = path, ObjectId = objectId };
    }

    private RemoteUriParts ParseMemory(int start)
    {
        (int end, string? objectId) = ParseObject(start, '/');
        return new RemoteUriParts(RemoteScheme.Memory) { Name = ParseText(start, end, "name"), ObjectId = objectId };
    }

    private RemoteUriParts ParseName(int start)
    {
        (int end, RemoteUri? nameServer) = ParseNameServer(start);
        return new RemoteUriParts(RemoteScheme.Name) { Name = ParseText(start, end, "name"), NameServer = nameServer };
    }

    private RemoteUriParts? ParseMeta(int start)
    {
        (int end, RemoteUri? nameServer) = ParseNameServer(start);
        var tags = new List<string>();
        for (int at = start; at <= end && _problem is null;)
        {
            int comma = IndexOf(',', at, end);
            string tag = ParseText(at, comma, "tag") ?? string.Empty;
            if (tags.Contains(tag))
            {
                return Fail(at, $"the tag '{RemoteUriText.Printable(tag)}' stands twice");
            }

            tags.Add(tag);
            at = comma + 1;
        }

        return new RemoteUriParts(RemoteScheme.Meta) { Tags = tags.AsReadOnly(), NameServer = nameServer };
    }

    private (int End, string? ObjectId) ParseObject(int start, char separator)
    {
        int end = IndexOf(separator, start, _text.Length);
        return (end, end < _text.Length ? ParseText(end + 1, _text.Length, "object id") : null);
    }

    private (int End, RemoteUri? NameServer) ParseNameServer(int start)
    {
        int end = IndexOf('@', start, _text.Length);
        if (end == _text.Length)
        {
            return (end, null);
        }

        (string? host, int port) = ParseAddress(end + 1, _text.Length, RemoteUri.DefaultNameServerPort);
        return (end, host is null ? null : new RemoteUri(new RemoteUriParts(RemoteScheme.Tcp) { Host = host, Port = port, ObjectId = RemoteUri.NameServerObjectId }));
    }

    private (string? Host, int Port) ParseAddress(int start, int end, int? defaultPort)
    {
        ReadOnlySpan<char> address = _text.AsSpan(start, end - start);
        if (address.Contains('@'))
        {
            Fail(start, "user information before '@' is not allowed");
            return default;
        }

        int close = address.StartsWith("[") ? address.IndexOf(']') : 0;
        if (close < 0)
        {
            Fail(start, "the '[' of an IPv6 address is not closed by ']'");
            return default;
        }

        int colon = address[close..].IndexOf(':');
        if (colon >= 0 && close == 0 && address[(colon + 1)..].Contains(':'))
        {
            Fail(start, "an IPv6 address stands in brackets, as in [::1]:9101");
            return default;
        }

        int hostEnd = colon < 0 ? address.Length : close + colon;
        string? host = RemoteHost.Normalize(address[..hostEnd], out string? problem);
        if (host is null)
        {
            Fail(start, problem!);
            return default;
        }

        return (host, colon < 0 && defaultPort is { } port ? port : ParsePort(start + hostEnd, end));
    }

    private int ParsePort(int colon, int end)
    {
        if (colon + 1 >= end)
        {
            Fail(colon, "the port is missing: write host:port");
            return 0;
        }

        ReadOnlySpan<char> digits = _text.AsSpan(colon + 1, end - colon - 1);
        if (digits.Length > 5 || digits.ContainsAnyExceptInRange('0', '9') || int.Parse(digits, CultureInfo.InvariantCulture) is var port && port > 65535)
        {
            Fail(colon + 1, digits.IndexOfAny('?', '#') >= 0 ? "a remote URI has no query and no fragment" : "the port is not a number from 0 to 65535");
            return 0;
        }

        return port;
    }

    private string? ParseText(int start, int end, string what)
    {
        string? decoded = Decode(start, end, '-');
        if (decoded is not null && RemoteUriText.Problem(decoded, what) is { } problem)
        {
            Fail(start, problem);
        }

        return decoded;
    }

    private string? Decode(int start, int end, char also)
    {
        for (int i = start; i < end; i++)
        {
            char c = _text[i];
            if (c == '%')
            {
                if (i + 2 >= end || !char.IsAsciiHexDigit(_text[i + 1]) || !char.IsAsciiHexDigit(_text[i + 2]))
                {
                    Fail(i, "two hexadecimal digits must follow '%'");
                    return null;
                }

                i += 2;
            }
            else if (!RemoteUriText.IsUnreserved(c) && c != also)
            {
                Fail(i, Reserved(i));
                return null;
            }
        }

        string? decoded = RemoteUriText.Decode(_text.AsSpan(start, end - start));
        if (decoded is null)
        {
            Fail(start, "the percent-encoded bytes are not UTF-8");
        }

        return decoded;
    }

    private readonly string Reserved(int at)
    {
        int length = char.IsHighSurrogate(_text[at]) && at + 1 < _text.Length ? 2 : 1;
        string character = _text.Substring(at, length);
        return $"'{(length == 2 ? character : RemoteUriText.Printable(character))}' must be written as {RemoteUriText.Encode(character)}";
    }

    private readonly int IndexOf(char c, int start, int end)
    {
        int at = _text.IndexOf(c, start, end - start);
        return at < 0 ? end : at;
    }

    private RemoteUriParts? Fail(int position, string problem)
    {
        if (_problem is null)
        {
            _problem = problem;
            _problemAt = position;
        }

        return null;
    }
}
