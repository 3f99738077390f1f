using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Rpc.Hostile.Tests.Server;

/// <summary>Keeps the events that tell why something was ended or refused, by peer.</summary>
public sealed class RecordingLogger : ILoggerFactory, ILogger
{
    private const int CallRefused = 1022;
    private const int FirstCallEvent = 1020;
    private const int RuntimeFault = 1030;
    private const int FirstFailure = 1090;
    private const int LastFailure = 1098;

    private readonly ConcurrentQueue<LogLine> _lines = new();
    private long _warnings;

    /// <summary>Whether the events themselves are kept, not only their number.</summary>
    public bool KeepsLines { get; init; } = true;

    /// <summary>How often each event was logged, by id.</summary>
    public ConcurrentDictionary<int, long> Counts { get; } = new();

    /// <summary>How many warnings were logged.</summary>
    public long Warnings => Volatile.Read(ref _warnings);

    /// <summary>What was logged, oldest first.</summary>
    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>Takes the lines that were logged since the last time.</summary>
    public IEnumerable<LogLine> Take()
    {
        while (_lines.TryDequeue(out LogLine? line))
        {
            yield return line;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Add(ref _warnings, logLevel == LogLevel.Warning ? 1 : 0);
        Counts.AddOrUpdate(eventId.Id, 1, static (_, count) => count + 1);
        if (!KeepsLines || eventId.Id is >= FirstCallEvent and <= CallRefused || state is not IEnumerable<KeyValuePair<string, object?>> values || eventId.Id is >= FirstFailure and < LastFailure)
        {
            return;
        }

        Dictionary<string, string> named = values.ToDictionary(static v => v.Key, static v => v.Value?.ToString() ?? "");
        string reason = eventId.Id == RuntimeFault ? exception!.ToString() : named.GetValueOrDefault("Reason", "");
        _lines.Enqueue(new LogLine(eventId.Id, named.GetValueOrDefault("Peer", ""), named.GetValueOrDefault("Fault", named.GetValueOrDefault("Limit", "")), reason));
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
