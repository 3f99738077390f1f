namespace Rpc.Calls;

/// <summary>Pauses that grow with every failure. What of them is waited at random is their owner's choice.</summary>
internal static class Backoff
{
    /// <summary>The longest pause after so many failures in a row: twice as long after each, up to <paramref name="most"/>.</summary>
    public static TimeSpan Longest(TimeSpan first, TimeSpan most, int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(most.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30))));

    /// <summary>A pause as a setting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none, or more than timers can wait.</exception>
    public static TimeSpan Checked(TimeSpan value, string name) =>
        value > TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} must be more than zero and less than 24 days.");
}
