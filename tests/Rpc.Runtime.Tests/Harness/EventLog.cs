using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rpc.Runtime.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class EventLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _lines = new();

    public int CountOf(int id) => _lines.Count(line => line.Id == id);

    /// <summary>Waits for an event, and gives its text.</summary>
    public async Task<string> UntilAsync(int id, string part)
    {
        string? Find() => _lines.FirstOrDefault(line => line.Id == id && line.Text.Contains(part, StringComparison.Ordinal)).Text;
        await Patience.UntilAsync(() => Find() is not null, $"event {id} with '{part}' is logged; there are: {string.Join(" | ", _lines)}", Patience.Soon);
        return Find()!;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, formatter(state, exception)));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
