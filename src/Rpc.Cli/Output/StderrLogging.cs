using Microsoft.Extensions.Logging;

namespace Rpc.Cli.Output;

/// <summary>Logs to the error stream, a line an event: warnings and worse, or everything on request. Thread-safe.</summary>
internal sealed class StderrLogging(TextWriter error, bool everything) : ILoggerFactory
{
    private readonly TextWriter _error = TextWriter.Synchronized(error);

    public ILogger CreateLogger(string categoryName) => new Logger(_error, categoryName, everything ? LogLevel.Debug : LogLevel.Warning);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The command line logs to its error stream only.");

    public void Dispose() => _error.Flush();

    private sealed class Logger(TextWriter error, string category, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                error.WriteLine(ErrorReport.OneLine($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {category}: {formatter(state, exception)} {exception?.Message}"));
            }
        }
    }
}
