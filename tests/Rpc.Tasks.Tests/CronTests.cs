namespace Rpc.Tasks.Tests;

/// <summary>When schedules fire, in zones whose clocks change.</summary>
public sealed class CronTests
{
    private static readonly TimeZoneInfo s_berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z")]
    [InlineData("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z")]
    public void A_daily_schedule_fires_once_on_each_local_day_when_clocks_change(string from, string to)
    {
        var cron = Cron.Parse("30 2 * * *");
        var days = new List<DateTime>();
        for (DateTimeOffset? at = cron.NextAfter(Utc(from), s_berlin); at < Utc(to); at = cron.NextAfter(at.Value, s_berlin))
        {
            days.Add(TimeZoneInfo.ConvertTime(at.Value, s_berlin).Date);
        }

        Assert.Equal(3, days.Count);
        Assert.Equal(days.Distinct(), days);
    }

    [Fact]
    public void Six_fields_begin_with_seconds()
    {
        Assert.Equal(Utc("2026-01-01T00:00:20Z"), Cron.Parse("*/20 * * * * *").NextAfter(Utc("2026-01-01T00:00:01Z"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-01-01T03:00:00Z"), Cron.Parse("0 3 * * *").NextAfter(Utc("2026-01-01T00:00:01Z"), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Periods_are_counted_from_the_beginning_of_a_day()
    {
        var cron = Cron.Every(TimeSpan.FromMinutes(15));
        Assert.Equal(Utc("2026-01-01T00:15:00Z"), cron.NextAfter(Utc("2026-01-01T00:00:00Z"), TimeZoneInfo.Utc));
        Assert.Equal(Utc("2026-01-01T00:30:00Z"), cron.NextAfter(Utc("2026-01-01T00:29:59Z"), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData("* * *")]
    [InlineData("61 * * * *")]
    [InlineData("@every 00:00:00.5")]
    [InlineData("@every soon")]
    public void What_is_no_timing_is_refused(string text) => Assert.Throws<FormatException>(() => Cron.Parse(text));
}
