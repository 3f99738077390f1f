using Rpc.Calls;

namespace Rpc.Naming;

/// <summary>Whether one address of a name was bad lately, for all proxies of a client. Thread-safe.</summary>
/// <remarks>An address with failures is avoided for a second after the first one, twice as long after each further one, up to the longest time; whoever reaches it again makes them forgotten.</remarks>
internal sealed class InstanceHealth(TimeProvider clock, TimeSpan most)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private int _failures;
    private long _until;

    /// <summary>Whether nothing answered when the address was tried last.</summary>
    public bool HasFailed => Volatile.Read(ref _failures) > 0;

    /// <summary>Whether others are to be preferred. Costs no look at the clock where nothing was ever wrong.</summary>
    public bool IsAvoided => Volatile.Read(ref _until) is var until and not 0 && clock.GetTimestamp() < until;

    /// <summary>Nothing answered. Of callers who find that out together, one counts.</summary>
    public void Failed()
    {
        if (!HasFailed || !IsAvoided)
        {
            Avoid(Backoff.Longest(First, most, Interlocked.Increment(ref _failures)));
        }
    }

    /// <summary>Its connection has ended, or it drains: that says nothing yet of the next attempt to reach it.</summary>
    public void Left() => Avoid(First);

    /// <summary>It was reached.</summary>
    public void Reached()
    {
        Volatile.Write(ref _failures, 0);
        Volatile.Write(ref _until, 0);
    }

    private void Avoid(TimeSpan time) => Volatile.Write(ref _until, clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency));
}
