using System.Globalization;

namespace Rpc.Cli.Output;

/// <summary>Times and ages as tables show them. What was measured is a <see cref="DurationText"/>.</summary>
internal static class TimeText
{
    public static string Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>An age for people who look now, the time for whoever reads it later.</summary>
    /// <param name="time">The time.</param>
    /// <param name="now">What ages count to; null for the time itself.</param>
    public static string Since(DateTimeOffset time, DateTimeOffset? now) => now is { } to ? Span(to - time) : Text(time);

    /// <summary>The largest whole unit; clocks that differ make no negative ages.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalMilliseconds)} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d"),
    };
}
