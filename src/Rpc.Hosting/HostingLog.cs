using Microsoft.Extensions.Logging;

namespace Rpc.Hosting;

/// <summary>What servers of a host log (event ids 1300 to 1319; docs/errors.md).</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1300, LogLevel.Warning, "{Count} names are not listed because no name server answers; calls to their URIs are served, and listing them is tried again. {Reason}", EventName = "HostedNamesNotListed")]
    public static partial void NotListed(ILogger log, int count, string reason);

    [LoggerMessage(1301, LogLevel.Information, "A name server answers: all names are listed now.", EventName = "HostedNamesListed")]
    public static partial void ListedAfterAll(ILogger log);

    [LoggerMessage(1302, LogLevel.Error, "A name cannot be listed, and is not tried again: {Reason}", EventName = "HostedNameRefused")]
    public static partial void CannotBeListed(ILogger log, string reason);
}
