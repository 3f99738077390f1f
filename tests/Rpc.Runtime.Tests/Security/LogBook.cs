using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rpc.Runtime.Tests;

/// <summary>Keeps every line that is logged, at every level, with its category, event id and exception.</summary>
public sealed class LogBook : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, int Id, string Text)> _lines = new();

    public IReadOnlyList<(string Category, int Id, string Text)> Lines => [.. _lines];

    public int Count(int id) => Lines.Count(line => line.Id == id);

    public string Text(int id) => string.Join('\n', Lines.Where(line => line.Id == id).Select(line => line.Text));

    public ILogger CreateLogger(string categoryName) => new Book(categoryName, _lines);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Book(string category, ConcurrentQueue<(string Category, int Id, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, eventId.Id, $"{formatter(state, exception)} {exception}"));
    }
}
