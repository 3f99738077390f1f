namespace Rpc.Tasks.Ledger;

/// <summary>Knows for how long a store was seen at work without a gap. While it was away, or this process stood still, nobody could give a sign of life: nobody is to be given up for that. Thread-safe.</summary>
/// <remarks>Invariant, under <c>_lock</c>: between <c>_since</c> and <c>_last</c> it was seen again within <see cref="MostGap"/> each time.</remarks>
internal sealed class StoreWatch(TimeProvider clock)
{
    /// <summary>A ledger looks each second; after more than this something was wrong.</summary>
    public static readonly TimeSpan MostGap = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long _since = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    /// <summary>It is seen at work now.</summary>
    /// <returns>For how long that was so without a gap.</returns>
    public TimeSpan Seen()
    {
        lock (_lock)
        {
            long now = clock.GetTimestamp();
            if (clock.GetElapsedTime(_last, now) > MostGap)
            {
                _since = now;
            }

            _last = now;
            return clock.GetElapsedTime(_since, now);
        }
    }
}
