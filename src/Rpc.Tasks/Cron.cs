using Rpc.Tasks.Schedules;

namespace Rpc.Tasks;

/// <summary>When a schedule fires. Immutable.</summary>
public sealed class Cron
{
    private Cron(string text) => Text = text;

    /// <summary>The expression, or <c>@every</c> and a period.</summary>
    public string Text { get; }

    /// <summary>Reads a cron expression: minute, hour, day of month, month, day of week, and a second before them where there are six fields. <c>0 3 * * *</c> is every night at three.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static Cron Parse(string expression)
    {
        ArgumentException.ThrowIfNullOrEmpty(expression);
        _ = ScheduleTiming.Parse(expression, TimeZoneInfo.Utc.Id);
        return new Cron(expression);
    }

    /// <summary>Every <paramref name="period"/>, counted from the beginning of a day in UTC where the day is a multiple of it. At least one second.</summary>
    public static Cron Every(TimeSpan period) => Parse(ScheduleTiming.OfPeriod(period));

    /// <summary>The first due time after a moment; null for none any more.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return ScheduleTiming.Parse(Text, zone.Id).NextAfter(moment);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
