using Microsoft.Extensions.Logging;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Leases;

/// <summary>Asks the guard who may go, and tells what happened: in the log and the metrics. Wants one caller at a time.</summary>
internal sealed class ExpiryTeller(MassExpiryGuard guard, ILogger log)
{
    private bool _held;

    /// <summary>Of the servers whose lease is over, those that may go now.</summary>
    public IReadOnlyList<OverdueServer> Allow(IReadOnlyList<OverdueServer> due, int leased, long now)
    {
        IReadOnlyList<OverdueServer> allowed = guard.Allow(due, leased, now);
        bool held = guard.Held > 0;
        if (held && !_held)
        {
            NameServerLog.EvictionWaits(log, due.Count, leased, MassExpiryGuard.LongestWait.TotalSeconds);
        }
        else if (!held && _held)
        {
            NameServerLog.EvictionGoesOn(log);
        }

        _held = held;
        return allowed;
    }

    /// <summary>Tells which names of a server went, and gives how many.</summary>
    public int Tell(string server, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            NameServerLog.Evicted(log, names.Count, server, names[0]);
            NameServerMetrics.Expired.Add(names.Count);
        }

        return names.Count;
    }
}
