namespace Rpc.Testing;

/// <summary>How many of the bytes that have come are given at once: fragments, throttling and cuts. Guarded by the gate of the link.</summary>
internal sealed class LaneExit(FaultLink link, DirectionFaults faults)
{
    /// <summary>What a TCP segment on an Ethernet carries.</summary>
    public const int PacketBytes = 1_460;

    private long _taken;
    private long _pieces;
    private long _freeAt;
    private int _untilBoundary;

    /// <summary>The timestamp from which on a throttled direction gives again.</summary>
    public long FreeAt => faults.BytesPerSecond > 0 ? _freeAt : 0;

    /// <summary>How many of so many bytes are given now; 0 where the connection is to be cut instead.</summary>
    public int Allow(int bytes)
    {
        int count = faults.Allow(Throttled(Math.Min(bytes, Fragment(bytes))));
        if (count == 0 || CutsByChance(count))
        {
            return 0;
        }

        _taken += count;
        _untilBoundary -= Math.Min(count, _untilBoundary);
        return count;
    }

    /// <summary>How many bytes there are until the next place where pieces come apart. The places depend on the seed alone.</summary>
    private int Fragment(int wanted)
    {
        int most = faults.FragmentBytes;
        if (most == 0)
        {
            _untilBoundary = 0;
            return wanted;
        }

        if (_untilBoundary == 0)
        {
            _untilBoundary = 1 + (int)(Roll(FaultKind.Fragmented, _pieces++) * most);
        }

        if (_untilBoundary < wanted)
        {
            link.Plan.Count(FaultKind.Fragmented);
        }

        return _untilBoundary;
    }

    private int Throttled(int count)
    {
        long rate = faults.BytesPerSecond;
        if (rate == 0)
        {
            return count;
        }

        // A hundredth of a second's bytes at a time: small enough to be even, large enough for a timer.
        count = (int)Math.Min(count, Math.Max(1, rate / 100));
        TimeProvider time = link.Plan.Time;
        _freeAt = Math.Max(_freeAt, time.GetTimestamp()) + (count * time.TimestampFrequency / rate);
        return count;
    }

    private bool CutsByChance(int count)
    {
        double chance = faults.CutChance;
        if (chance == 0)
        {
            return false;
        }

        // Each packet is asked once: when its first byte comes.
        for (long packet = (_taken + PacketBytes - 1) / PacketBytes; packet * PacketBytes < _taken + count; packet++)
        {
            if (Roll(FaultKind.Cut, packet) < chance)
            {
                return true;
            }
        }

        return false;
    }

    private double Roll(FaultKind kind, long place) => FaultDice.Roll(link.Plan.Seed, link.Number, faults.IsUpstream, kind, place);
}
