using System.Collections.Concurrent;

namespace Rpc.Hostile.Tests;

/// <summary>What the attackers have done together. Counts only what the server has certainly handled.</summary>
internal sealed class StormCount
{
    private long _frames;
    private long _hits;
    private long _handshakes;

    /// <summary>Mutated frames and runs of random bytes.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Those that reached the bound object, past the handshake.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Those that came instead of a handshake.</summary>
    public long Handshakes => Volatile.Read(ref _handshakes);

    /// <summary>By mutation.</summary>
    public ConcurrentDictionary<string, int> Kinds { get; } = new();

    /// <summary>Every connection that was made: its port here, and whether the server ended it.</summary>
    public ConcurrentQueue<(int Port, bool EndedByServer)> Connections { get; } = new();

    public void Add(Shot shot)
    {
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _hits, Math.Min(1, shot.Hits));
        Kinds.AddOrUpdate(shot.Kind, 1, static (_, n) => n + 1);
    }

    public void AddHandshake()
    {
        Interlocked.Increment(ref _frames);
        Interlocked.Increment(ref _handshakes);
    }
}
