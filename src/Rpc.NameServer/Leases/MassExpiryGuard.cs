using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Leases;

/// <summary>When many servers fall silent at once, the fault is more likely here than with all of them: then eviction waits. Wants the registry's gate.</summary>
/// <remarks>Servers are counted, not names: one server that dies with a thousand names is one. Times are timestamps of the registry's clock.</remarks>
internal sealed class MassExpiryGuard(TimeProvider clock)
{
    /// <summary>Below this number of servers a share says nothing.</summary>
    public const int FewestServers = 20;

    /// <summary>More than this share of the servers at once is suspicious.</summary>
    public const double Share = 0.15;

    /// <summary>"At once" means within this time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>After this time the silence is believed.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Queue<(long At, int Servers)> _evicted = [];

    /// <summary>How many servers are kept although their lease is over.</summary>
    public int Held { get; private set; }

    /// <summary>Of the servers whose lease is over, those that may go now.</summary>
    /// <param name="due">Servers with a lease that is over.</param>
    /// <param name="leased">All servers with a lease, those among them.</param>
    /// <param name="now">The present timestamp.</param>
    public IReadOnlyList<OverdueServer> Allow(IReadOnlyList<OverdueServer> due, int leased, long now)
    {
        while (_evicted.TryPeek(out (long At, int Servers) oldest) && clock.GetElapsedTime(oldest.At, now) > Window)
        {
            _evicted.Dequeue();
        }

        int gone = _evicted.Sum(eviction => eviction.Servers);
        bool suspicious = leased + gone >= FewestServers && due.Count + gone > Share * (leased + gone);
        IReadOnlyList<OverdueServer> allowed = suspicious
            ? [.. due.Where(server => server.Overdue >= LongestWait)]
            : due;
        Held = due.Count - allowed.Count;
        if (allowed.Count > 0)
        {
            _evicted.Enqueue((now, allowed.Count));
        }

        return allowed;
    }
}
