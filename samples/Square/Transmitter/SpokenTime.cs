using System.Globalization;

namespace Square.Transmitter;

/// <summary>A time as one says it: <c>2 minutes and 5 seconds</c>.</summary>
internal static class SpokenTime
{
    public static string Of(TimeSpan time)
    {
        string[] parts = [.. Parts(time)];
        return parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    private static IEnumerable<string> Parts(TimeSpan time)
    {
        if (time.TotalHours >= 1)
        {
            yield return Count((long)time.TotalHours, "hour");
        }

        if (time.TotalMinutes >= 1)
        {
            yield return Count(time.Minutes, "minute");
        }

        yield return Count(time.Seconds, "second");
    }

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
