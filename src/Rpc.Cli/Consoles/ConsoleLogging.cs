using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpc.Cli.Consoles;

/// <summary>The log of the tool, for the console's host: without what a host says when it cannot start, since the command says that in its one line. Who gave it disposes it.</summary>
internal sealed class ConsoleLogging(ILoggerFactory log) : ILoggerFactory
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    public ILogger CreateLogger(string categoryName) => categoryName == Host ? NullLogger.Instance : log.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => log.AddProvider(provider);

    public void Dispose()
    {
    }
}
