namespace Rpc;

/// <summary>What a <see cref="RemoteUri"/> is made of, and the checks of parts that come from code instead of text.</summary>
internal sealed record RemoteUriParts(RemoteScheme Scheme)
{
    public string? Host { get; init; }

    public int Port { get; init; }

    public string? Path { get; init; }

    public string? ObjectId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public RemoteUri? NameServer { get; init; }

    public static void CheckText(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (RemoteUriText.Problem(text, what) is { } problem)
        {
            throw new FormatException($"'{RemoteUriText.Printable(text)}' cannot be part of a remote URI: {problem}.");
        }
    }

    public static string CheckHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return RemoteHost.Normalize(host, out string? problem) ?? throw new FormatException($"'{RemoteUriText.Printable(host)}' cannot be part of a remote URI: {problem}.");
    }

    public static int CheckPort(int port) => port is >= 0 and <= 65535
        ? port
        : throw new FormatException($"{port} cannot be part of a remote URI: a port is 0 to 65535.");

    public static RemoteUri? CheckNameServer(RemoteUri? nameServer) => nameServer is null or { Scheme: RemoteScheme.Tcp }
        ? nameServer?.WithObject(RemoteUri.NameServerObjectId)
        : throw new FormatException($"'{nameServer}' cannot follow '@' in a remote URI: a name server stands there as host:port.");
}
