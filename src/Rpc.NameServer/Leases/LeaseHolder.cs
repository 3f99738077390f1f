using Rpc.NameServer.Registry;

namespace Rpc.NameServer.Leases;

/// <summary>One source of heartbeats and what it has registered.</summary>
internal sealed class LeaseHolder(string server)
{
    public string Server { get; } = server;

    public LeaseSet Leases { get; } = new();

    /// <summary>No lease ends before this timestamp; often one ends then.</summary>
    public long EarliestDue { get; set; } = long.MaxValue;

    /// <summary>Makes <see cref="EarliestDue"/> exact.</summary>
    public long FindEarliestDue()
    {
        long earliest = long.MaxValue;
        foreach (RegisteredInstance instance in Leases.All)
        {
            earliest = Math.Min(earliest, instance.DueAt);
        }

        return EarliestDue = earliest;
    }
}
