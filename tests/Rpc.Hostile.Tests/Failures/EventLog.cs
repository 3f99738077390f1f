using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rpc.Hostile.Tests;

/// <summary>Keeps every event as it would be written.</summary>
internal sealed class EventLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Events { get; } = new();

    /// <summary>Waits for an event and gives its text.</summary>
    public string WaitFor(int id)
    {
        Protocol.Tests.Eventually.True(() => Events.Any(e => e.Id == id), $"event {id}");
        return Events.First(e => e.Id == id).Text;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Events.Enqueue((eventId.Id, logLevel, formatter(state, exception)));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
