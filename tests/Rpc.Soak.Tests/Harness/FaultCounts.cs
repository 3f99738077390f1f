namespace Rpc.Soak.Tests;

/// <summary>How many faults of each kind there were. Thread-safe.</summary>
internal sealed class FaultCounts
{
    private const int LongMilliseconds = 1_000;

    private int _kills;
    private int _terminations;
    private int _pauses;
    private int _longPauses;

    /// <summary>Kills and pauses.</summary>
    public int All => Volatile.Read(ref _kills) + Volatile.Read(ref _pauses);

    public void Killed() => Interlocked.Increment(ref _kills);

    public void Terminated() => Interlocked.Increment(ref _terminations);

    public void Paused(int milliseconds)
    {
        Interlocked.Increment(ref _pauses);
        if (milliseconds >= LongMilliseconds)
        {
            Interlocked.Increment(ref _longPauses);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_kills} kills, {_pauses} pauses ({_longPauses} of a second and more), {_terminations} orderly restarts";
}
