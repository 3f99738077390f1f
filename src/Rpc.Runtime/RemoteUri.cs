using System.Diagnostics.CodeAnalysis;

namespace Rpc;

/// <summary>Where an object is, or under which name it is found. Immutable; compared by value; thread-safe.</summary>
/// <remarks>
/// <para><c>rpc://host:port/object</c> · <c>rpcs://host:port/object</c> · <c>rpc+unix:///path#object</c> · <c>rpc+mem://name/object</c> ·
/// <c>rpcname:NAME[@host:port]</c> · <c>rpcmeta:tag1,tag2[@host:port]</c>. The object is left out where an address is meant.</para>
/// <para>IPv6 addresses stand in brackets. Names, tags and object ids are percent-encoded (UTF-8) outside <c>A-Z a-z 0-9 - . _ ~</c>; they have
/// 1 to 255 characters and no control characters. A port is required, except a name server's (9190). There is no user info, no query and no zone id.
/// Schemes and hosts are read in any case and kept in lower case, so <c>Parse(uri.ToString())</c> equals <c>uri</c>.</para>
/// </remarks>
public sealed class RemoteUri : IEquatable<RemoteUri>
{
    /// <summary>The port of a name server where none is given: 9190.</summary>
    public const int DefaultNameServerPort = 9190;

    /// <summary>The id of the name server's object in its process: <c>nameserver</c>.</summary>
    public const string NameServerObjectId = "nameserver";

    private readonly string _text;

    internal RemoteUri(RemoteUriParts parts)
    {
        Scheme = parts.Scheme;
        Host = parts.Host;
        Port = parts.Port;
        Path = parts.Path;
        ObjectId = parts.ObjectId;
        Name = parts.Name;
        Tags = parts.Tags;
        NameServer = parts.NameServer;
        _text = RemoteUriFormatter.Format(parts);
    }

    /// <summary>Which of the six forms it is.</summary>
    public RemoteScheme Scheme { get; }

    /// <summary>Host name or IP address without brackets, in lower case; null outside <see cref="RemoteScheme.Tcp"/> and <see cref="RemoteScheme.Tls"/>.</summary>
    public string? Host { get; }

    /// <summary>0 to 65,535; 0 asks a listener for any free port, and is what the other forms have.</summary>
    public int Port { get; }

    /// <summary>The absolute path of a Unix socket, else null.</summary>
    public string? Path { get; }

    /// <summary>The object in its process, decoded; null where only an address is meant and in names.</summary>
    public string? ObjectId { get; }

    /// <summary>The name to resolve, or the name of an in-memory endpoint, decoded; else null.</summary>
    public string? Name { get; }

    /// <summary>The tags of <see cref="RemoteScheme.Meta"/>, decoded, in the order written; else empty.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The name server that a name or tags are to be asked of, as <c>rpc://host:port/nameserver</c>; null where the usual one is meant.</summary>
    public RemoteUri? NameServer { get; }

    /// <summary>Whether a name server has to be asked before anything can be called.</summary>
    public bool NeedsNameServer => Scheme is RemoteScheme.Name or RemoteScheme.Meta;

    /// <summary>Reads a URI.</summary>
    /// <exception cref="FormatException">It is malformed; the message says what is wrong and at which position, counted from 0.</exception>
    public static RemoteUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new RemoteUriParser(text);
        return parser.Parse() ?? throw new FormatException(parser.ErrorMessage);
    }

    /// <summary>Reads a URI; false where <see cref="Parse"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RemoteUri? uri) => TryParse(text, out uri, out _);

    /// <summary>Reads a URI; where it is malformed, <paramref name="error"/> is the message that <see cref="Parse"/> would throw.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RemoteUri? uri, [NotNullWhen(false)] out string? error)
    {
        var parser = new RemoteUriParser(text ?? string.Empty);
        uri = parser.Parse();
        error = uri is null ? parser.ErrorMessage : null;
        return uri is not null;
    }

    /// <summary>The URI <c>rpcname:NAME</c> of a name, whatever characters it has.</summary>
    /// <param name="name">1 to 255 characters, no control characters.</param>
    /// <param name="nameServer">The <c>rpc://</c> URI of the name server to ask, or null for the usual one.</param>
    /// <exception cref="FormatException">The name or the name server's URI cannot be part of a URI.</exception>
    public static RemoteUri ForName(string name, RemoteUri? nameServer = null)
    {
        RemoteUriParts.CheckText(name, "name");
        return new(new RemoteUriParts(RemoteScheme.Name) { Name = name, NameServer = RemoteUriParts.CheckNameServer(nameServer) });
    }

    /// <summary>The URI <c>rpc://host:port</c> or <c>rpcs://host:port</c> of an address, or of an object there.</summary>
    /// <param name="host">A host name or an IP address; IPv6 with or without brackets.</param>
    /// <param name="port">0 to 65,535.</param>
    /// <param name="objectId">1 to 255 characters, no control characters; null for the address alone.</param>
    /// <param name="tls">True for <c>rpcs://</c>.</param>
    /// <exception cref="FormatException">A part cannot be part of a URI.</exception>
    public static RemoteUri ForHost(string host, int port, string? objectId = null, bool tls = false)
    {
        if (objectId is not null)
        {
            RemoteUriParts.CheckText(objectId, "object id");
        }

        return new(new RemoteUriParts(tls ? RemoteScheme.Tls : RemoteScheme.Tcp)
        {
            Host = RemoteUriParts.CheckHost(host),
            Port = RemoteUriParts.CheckPort(port),
            ObjectId = objectId,
        });
    }

    /// <summary>The URI of another object at the same address.</summary>
    /// <param name="objectId">1 to 255 characters, no control characters.</param>
    /// <exception cref="InvalidOperationException">This is a name or a set of tags, which carry no object.</exception>
    /// <exception cref="FormatException">The id cannot be part of a URI.</exception>
    public RemoteUri WithObject(string objectId)
    {
        RemoteUriParts.CheckText(objectId, "object id");
        return NeedsNameServer
            ? throw new InvalidOperationException($"{this} is still to be resolved: it carries no object id.")
            : new(Parts() with { ObjectId = objectId });
    }

    /// <summary>The address alone: what is listened on and connected to. Itself where it has no object.</summary>
    public RemoteUri WithoutObject() => ObjectId is null ? this : new(Parts() with { ObjectId = null });

    /// <summary>The same with another host and port, as a listener knows them once it is bound.</summary>
    /// <exception cref="InvalidOperationException">The scheme has no host.</exception>
    /// <exception cref="FormatException">The host or port cannot be part of a URI.</exception>
    public RemoteUri WithAddress(string host, int port) => Host is null
        ? throw new InvalidOperationException($"{this} has no host and port.")
        : new(Parts() with { Host = RemoteUriParts.CheckHost(host), Port = RemoteUriParts.CheckPort(port) });

    /// <summary>The canonical text, which <see cref="Parse"/> reads back to an equal URI.</summary>
    public override string ToString() => _text;

    /// <inheritdoc/>
    public bool Equals(RemoteUri? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RemoteUri);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>Compares by value.</summary>
    public static bool operator ==(RemoteUri? left, RemoteUri? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares by value.</summary>
    public static bool operator !=(RemoteUri? left, RemoteUri? right) => !(left == right);

    private RemoteUriParts Parts() => new(Scheme) { Host = Host, Port = Port, Path = Path, ObjectId = ObjectId, Name = Name, Tags = Tags, NameServer = NameServer };
}
