using Microsoft.Extensions.Logging;

namespace Rpc.Cli.Remote;

/// <summary>How to reach other programs: name servers (none: the usual ones), patience for each of them, and a log.</summary>
internal sealed record AccessOptions(IReadOnlyList<RemoteUri> NameServers, TimeSpan Timeout, ILoggerFactory? Logging);
