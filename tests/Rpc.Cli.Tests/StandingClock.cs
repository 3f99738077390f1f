namespace Rpc.Cli.Tests;

/// <summary>A clock whose timers never fire: patience that does not end on a busy machine.</summary>
internal sealed class StandingClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
