using Rpc.Gateway.Access;

namespace Rpc.Gateway;

/// <summary>What a gateway lets through, and to whom. Read once, when the host starts: first the section <c>Rpc:Gateway</c> of the configuration, then what the program says.</summary>
public sealed class RpcGatewayOptions
{
    private readonly List<string> _patterns = [];
    private readonly Dictionary<string, RemoteUri> _objects = new(StringComparer.Ordinal);
    private readonly List<GatewayKey> _keys = [];

    /// <summary>The patterns of names that can be called. Empty (default): none.</summary>
    public IReadOnlyList<string> Patterns => _patterns;

    /// <summary>Names that stand for a URI here, whether a name server lists them or not.</summary>
    public IReadOnlyDictionary<string, RemoteUri> Objects => _objects;

    /// <summary>Host names under which requests are answered, beside <c>localhost</c>, <c>127.0.0.1</c> and <c>[::1]</c>; <c>*</c> for every one. Others are refused: a page of a foreign site cannot make a browser take the gateway for its own (DNS rebinding).</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Origins whose pages may call, <c>https://app.example.org</c>, beside the gateway's own. Default none: CORS is off.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Whether requests without a key are answered where neither a key is required nor the host asks for authorization. Default false, on loopback, too.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Bytes of a request's body. Default 1 MiB; 1 or more.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>Calls and streams under way at once. Default 256; 1 or more. One more is refused at once with 429.</summary>
    public int MaxConcurrentCalls { get; set; } = 256;

    /// <summary>Time that a call may take whose request does not say otherwise (<c>X-Rpc-Timeout</c>, in seconds). Default 30 s; more than zero.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it is remembered what an object can do. Default 10 s; zero for never.</summary>
    public TimeSpan DescriptionTime { get; set; } = TimeSpan.FromSeconds(10);

    internal IReadOnlyList<GatewayKey> Keys => _keys;

    /// <summary>Lets names be called that fit a pattern: <c>shop.*</c>, where <c>*</c> is any run of characters and <c>?</c> any one.</summary>
    public RpcGatewayOptions Expose(params string[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        foreach (string pattern in patterns)
        {
            ArgumentException.ThrowIfNullOrEmpty(pattern, nameof(patterns));
            _patterns.Add(pattern);
        }

        return this;
    }

    /// <summary>Lets one object be called, by a name of the gateway's own.</summary>
    /// <param name="name">The name in requests.</param>
    /// <param name="uri">Where it is.</param>
    public RpcGatewayOptions ExposeObject(string name, string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _objects[name] = RemoteUri.Parse(uri);
        return this;
    }

    /// <summary>Lets in who gives this key (<c>X-Api-Key</c>, or <c>Authorization: Bearer</c>). It is compared in constant time and never logged.</summary>
    /// <param name="key">Any text; make it with a random generator, 32 characters or more.</param>
    /// <param name="patterns">The names that can be called with it, of those that are exposed; none for all.</param>
    public RpcGatewayOptions RequireApiKey(string key, params string[] patterns)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _keys.Add(new GatewayKey(key, patterns));
        return this;
    }

    internal IEnumerable<string> Problems()
    {
        if (MaxRequestBytes < 1)
        {
            yield return $"{nameof(MaxRequestBytes)} is {MaxRequestBytes}, and 1 is the least.";
        }

        if (MaxConcurrentCalls < 1)
        {
            yield return $"{nameof(MaxConcurrentCalls)} is {MaxConcurrentCalls}, and 1 is the least.";
        }

        if (Timeout <= TimeSpan.Zero)
        {
            yield return $"{nameof(Timeout)} is {Timeout}, and must be more than zero.";
        }

        foreach (string origin in AllowedOrigins.Where(static origin => !Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.GetLeftPart(UriPartial.Authority) != origin))
        {
            yield return $"'{origin}' is no origin: write a scheme, a host and a port only, as in https://app.example.org.";
        }
    }
}
