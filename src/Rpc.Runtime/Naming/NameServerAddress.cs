namespace Rpc.Naming;

/// <summary>How the name server is found where none is given: <c>RPC_NS</c>, then localhost:9190.</summary>
public static class NameServerAddress
{
    /// <summary>The environment variable that holds one or more addresses, separated by commas: <c>RPC_NS</c>.</summary>
    public const string Variable = "RPC_NS";

    /// <summary><c>rpc://localhost:9190/nameserver</c>.</summary>
    public static RemoteUri Default { get; } = RemoteUri.ForHost("localhost", RemoteUri.DefaultNameServerPort, RemoteUri.NameServerObjectId);

    /// <summary>Whether <c>RPC_NS</c> says anything.</summary>
    internal static bool IsSet => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The addresses in <c>RPC_NS</c>, or <see cref="Default"/> where it is not set.</summary>
    /// <exception cref="FormatException">The variable holds something else; the message names it.</exception>
    public static IReadOnlyList<RemoteUri> FromEnvironment()
    {
        string? value = Environment.GetEnvironmentVariable(Variable);
        try
        {
            return string.IsNullOrWhiteSpace(value) ? [Default] : ParseList(value);
        }
        catch (FormatException error)
        {
            throw new FormatException($"The environment variable {Variable} does not hold name server addresses. {error.Message}", error);
        }
    }

    /// <summary>Reads addresses separated by commas.</summary>
    /// <exception cref="FormatException">One of them is malformed.</exception>
    public static IReadOnlyList<RemoteUri> ParseList(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).Distinct()];

    /// <summary>Reads <c>host</c>, <c>host:port</c> or a whole URI. Without a port it is 9190, without an object id <c>nameserver</c>.</summary>
    /// <exception cref="FormatException">The text is malformed; the message says what is wrong.</exception>
    public static RemoteUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            // The parser of rpcname:…@host:port already knows both forms and the default.
            return RemoteUri.TryParse("rpcname:x@" + text, out RemoteUri? named, out string? error)
                ? named.NameServer!
                : throw new FormatException($"'{RemoteUriText.Printable(text)}' is not the address of a name server (host, host:port or a URI): {error[(error.IndexOf(", ", StringComparison.Ordinal) + 2)..]}");
        }

        RemoteUri uri = RemoteUri.Parse(text);
        return uri.NeedsNameServer
            ? throw new FormatException($"'{uri}' is not the address of a name server: it would need one to be resolved.")
            : uri.ObjectId is null ? uri.WithObject(RemoteUri.NameServerObjectId) : uri;
    }
}
