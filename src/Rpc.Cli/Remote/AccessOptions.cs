using Microsoft.Extensions.Logging;

namespace Rpc.Cli.Remote;

/// <summary>How to reach other programs: name servers (none: the usual ones), patience for each of them, and a log.</summary>
internal sealed record AccessOptions(IReadOnlyList<RemoteUri> NameServers, TimeSpan Timeout, ILoggerFactory? Logging)
{
    /// <summary>What servers with a token want, and what a server of this program wants; null for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the token may be sent where others can read it.</summary>
    public bool TokenInClear { get; init; }
}
