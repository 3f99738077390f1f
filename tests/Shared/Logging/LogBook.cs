using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Rpc.Tests.Shared;

/// <summary>Keeps every line that is logged, at every level, as it would be written.</summary>
internal sealed class LogBook : ILoggerFactory
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Line> _lines = new();

    public IReadOnlyList<Line> Lines => [.. _lines];

    /// <summary>Called where a line is logged, after it is kept.</summary>
    public Action<Line>? OnLine { get; set; }

    public int Count(int id) => _lines.Count(line => line.Id == id);

    /// <summary>The lines of an event, in order.</summary>
    public string[] Of(int id) => [.. _lines.Where(line => line.Id == id).Select(static line => line.Text)];

    /// <summary>All lines of an event with their exceptions, as one text.</summary>
    public string Text(int id) => string.Join('\n', _lines.Where(line => line.Id == id).Select(static line => line.Whole));

    /// <summary>Waits for an event whose line has <paramref name="part"/>, and gives that line.</summary>
    public async Task<string> UntilAsync(int id, string part = "")
    {
        for (long start = Stopwatch.GetTimestamp(); ; await Task.Delay(5).ConfigureAwait(false))
        {
            if (Array.Find(Of(id), text => text.Contains(part, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(start) > s_patience)
            {
                throw new TimeoutException($"No event {id} with '{part}' was logged. There are: {string.Join(" | ", _lines)}");
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Book(categoryName, this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    internal sealed record Line(string Category, int Id, LogLevel Level, string Text, Exception? Exception)
    {
        public string Whole => $"{Text} {Exception}";
    }

    private void Add(Line line)
    {
        _lines.Enqueue(line);
        OnLine?.Invoke(line);
    }

    private sealed class Book(string category, LogBook book) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            book.Add(new Line(category, eventId.Id, logLevel, formatter(state, exception), exception));
    }
}
