using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Leases;

/// <summary>Which server holds which leases, and whose are over. Wants the registry's gate.</summary>
internal sealed class LeaseTable
{
    private readonly Dictionary<string, LeaseHolder> _holders = new(StringComparer.Ordinal);

    /// <summary>The server's name as the one string that all its registrations share.</summary>
    public string Shared(string server) => _holders.TryGetValue(server, out LeaseHolder? holder) ? holder.Server : server;

    public void Add(RegisteredInstance instance)
    {
        if (!_holders.TryGetValue(instance.Server, out LeaseHolder? holder))
        {
            _holders[instance.Server] = holder = new LeaseHolder(instance.Server);
        }

        holder.Leases.Put(instance);
        holder.EarliestDue = Math.Min(holder.EarliestDue, instance.DueAt);
    }

    public void Remove(RegisteredInstance instance)
    {
        if (_holders.TryGetValue(instance.Server, out LeaseHolder? holder) && holder.Leases.Remove(instance.LeaseId) && holder.Leases.Count == 0)
        {
            _holders.Remove(instance.Server);
        }
    }

    public RegisteredInstance? Find(string server, long leaseId) => _holders.TryGetValue(server, out LeaseHolder? holder) && holder.Leases.TryGet(leaseId, out RegisteredInstance? instance) ? instance : null;

    /// <summary>Renews leases, and gives those that are not this server's.</summary>
    public List<long> Renew(string server, IReadOnlyList<long> leases, Func<int, long> dueAfter)
    {
        if (!_holders.TryGetValue(server, out LeaseHolder? holder))
        {
            return [.. leases];
        }

        var unknown = new List<long>();
        foreach (long lease in leases)
        {
            if (holder.Leases.TryGet(lease, out RegisteredInstance? instance))
            {
                instance.DueAt = dueAfter(instance.LeaseSeconds);
            }
            else
            {
                unknown.Add(lease);
            }
        }

        holder.FindEarliestDue();
        return unknown;
    }

    /// <summary>The registrations of a server whose lease is over.</summary>
    public RegisteredInstance[] Overdue(string server, long now) =>
        _holders.TryGetValue(server, out LeaseHolder? holder) ? [.. holder.Leases.All.Where(instance => instance.DueAt <= now)] : [];

    /// <summary>The servers with a lease that is over, and how many have a lease at all.</summary>
    public (List<OverdueServer> Due, int Leased) FindDue(TimeProvider clock)
    {
        long now = clock.GetTimestamp();
        var due = new List<OverdueServer>();
        int leased = 0;
        foreach (LeaseHolder holder in _holders.Values)
        {
            leased += holder.EarliestDue == long.MaxValue ? 0 : 1;
            if (holder.EarliestDue <= now && holder.FindEarliestDue() <= now)
            {
                due.Add(new OverdueServer(holder.Server, clock.GetElapsedTime(holder.EarliestDue, now)));
            }
        }

        return (due, leased);
    }
}
