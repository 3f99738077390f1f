using System.Globalization;
using Cronos;

namespace Rpc.Tasks.Schedules;

/// <summary>When a schedule fires: a cron expression in a time zone, or a period. Immutable and pure.</summary>
internal sealed class ScheduleTiming
{
    private const string Every = "@every ";

    private readonly CronExpression? _cron;
    private readonly TimeSpan _period;
    private readonly TimeZoneInfo _zone;

    private ScheduleTiming(CronExpression? cron, TimeSpan period, TimeZoneInfo zone)
    {
        _cron = cron;
        _period = period;
        _zone = zone;
    }

    /// <summary>Reads a timing.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    /// <exception cref="TimeZoneNotFoundException">The zone is not known here.</exception>
    public static ScheduleTiming Parse(string timing, string zone)
    {
        TimeZoneInfo timeZone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        if (timing.StartsWith(Every, StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(timing.AsSpan(Every.Length), CultureInfo.InvariantCulture, out TimeSpan period) && period >= TimeSpan.FromSeconds(1)
                ? new ScheduleTiming(null, period, timeZone)
                : throw new FormatException($"'{timing}' is no period of at least one second, such as '@every 00:00:30'.");
        }

        try
        {
            bool seconds = timing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
            return new ScheduleTiming(CronExpression.Parse(timing, seconds ? CronFormat.IncludeSeconds : CronFormat.Standard), default, timeZone);
        }
        catch (CronFormatException exception)
        {
            throw new FormatException($"'{timing}' is no cron expression: {exception.Message}", exception);
        }
    }

    /// <summary>The text of a period.</summary>
    public static string OfPeriod(TimeSpan period) => Every + period.ToString("c", CultureInfo.InvariantCulture);

    /// <summary>The first due time after a moment; null for none any more.</summary>
    /// <remarks>Periods are counted from the beginning of 2000 in UTC, so that all processes agree.</remarks>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        if (_cron is not null)
        {
            return _cron.GetNextOccurrence(moment, _zone)?.ToUniversalTime();
        }

        long since = (moment - s_epoch).Ticks;
        return s_epoch.AddTicks((Math.DivRem(since, _period.Ticks).Quotient + 1) * _period.Ticks);
    }

    private static readonly DateTimeOffset s_epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
