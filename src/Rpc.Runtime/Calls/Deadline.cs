namespace Rpc.Calls;

/// <summary>Deadlines are milliseconds of <see cref="Environment.TickCount64"/>; <see cref="long.MaxValue"/> is none.</summary>
internal static class Deadline
{
    /// <summary>A timeout in milliseconds; -1 for <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static long Milliseconds(TimeSpan timeout) => timeout == Timeout.InfiniteTimeSpan ? -1 : (long)timeout.TotalMilliseconds;

    /// <summary>The deadline of what may take <paramref name="timeout"/> milliseconds from now on; negative for any time.</summary>
    public static long After(long timeout) => timeout < 0 ? long.MaxValue : Environment.TickCount64 + timeout;

    /// <summary>For how long a task may still be waited for: what is left, at most <see cref="int.MaxValue"/> milliseconds, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static TimeSpan Left(long deadline) => deadline == long.MaxValue
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue));
}
