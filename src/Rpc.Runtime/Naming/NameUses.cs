namespace Rpc.Naming;

/// <summary>Who uses a name. It keeps nobody alive. Thread-safe.</summary>
/// <remarks>Under <c>_gate</c>: <c>_live</c> counts the uses that are not over; <c>_all</c> holds them, and some that are.</remarks>
internal sealed class NameUses
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<NameUse>> _all = [];
    private int _live;

    public bool IsEmpty => Volatile.Read(ref _live) == 0;

    /// <summary>Adds one.</summary>
    /// <param name="changed">See <see cref="NameUse.Tell"/>.</param>
    /// <param name="ended">Called when a use is over.</param>
    public NameUse Add(Action changed, Action ended)
    {
        var use = new NameUse(changed, () =>
        {
            Interlocked.Decrement(ref _live);
            ended();
        });
        lock (_gate)
        {
            if (_all.Count > (2 * _live) + 16)
            {
                _all.RemoveAll(static one => !one.TryGetTarget(out _));
            }

            _all.Add(new WeakReference<NameUse>(use));
            Interlocked.Increment(ref _live);
        }

        return use;
    }

    /// <summary>Tells all of them.</summary>
    public void Tell()
    {
        WeakReference<NameUse>[] all;
        lock (_gate)
        {
            all = [.. _all];
        }

        foreach (WeakReference<NameUse> one in all)
        {
            if (one.TryGetTarget(out NameUse? use))
            {
                use.Tell();
            }
        }
    }
}
