namespace Rpc.Naming;

/// <summary>The instances of one name, or of one set of tags, made of what name servers list. Not thread-safe but for <see cref="Instances"/>: its slot's lock guards it.</summary>
/// <remarks>Invariants: <see cref="Instances"/> is null until something is listed and never empty after it; <c>_listed</c> is what name servers listed last, by name;
/// <c>_health</c> has every address of <see cref="Instances"/>, so that what is known of it outlives a change.</remarks>
internal sealed class NamedSet(TimeProvider clock, TimeSpan longestAvoidance)
{
    /// <summary>The longest time for which instances outlive a name server's memory of them.</summary>
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(60);

    /// <summary>That time for instances without a lease, in seconds: the default lease.</summary>
    private const int GraceWithoutLease = 15;

    private readonly Dictionary<RemoteUri, InstanceHealth> _health = [];
    private Dictionary<string, NameEntry> _listed = new(StringComparer.Ordinal);
    private volatile NamedInstance[]? _instances;
    private long _keepUntil;

    /// <summary>What is known now; the same array for as long as nothing changes.</summary>
    public NamedInstance[]? Instances => _instances;

    /// <summary>Whether nothing answered at any of them.</summary>
    public bool HasFailed => _instances?.All(static one => one.Health.HasFailed) == true;

    public InstanceHealth HealthOf(RemoteUri address) =>
        _health.TryGetValue(address, out InstanceHealth? known) ? known : _health[address] = new InstanceHealth(clock, longestAvoidance);

    /// <summary>Takes all that is listed. True where that makes another set.</summary>
    public bool Replace(IReadOnlyList<NameEntry> entries)
    {
        _listed = entries.ToDictionary(static entry => entry.Name, StringComparer.Ordinal);
        return Combine();
    }

    /// <summary>Takes what is listed under one name now; an entry without instances is a name that has gone. True where that makes another set.</summary>
    public bool Change(NameEntry entry)
    {
        if (entry.Instances.Count == 0)
        {
            _listed.Remove(entry.Name);
        }
        else
        {
            _listed[entry.Name] = entry;
        }

        return Combine();
    }

    /// <summary>Nothing is known any more.</summary>
    public void Clear()
    {
        _instances = null;
        _listed.Clear();
        _health.Clear();
    }

    /// <summary>A name server has lost its memory: what was listed gets the time to be listed again that its leases give it. <see cref="Combine"/> is due when that is over.</summary>
    public TimeSpan Keep()
    {
        int longest = _listed.Values.SelectMany(static entry => entry.Instances).Select(static one => one.LeaseSeconds == 0 ? GraceWithoutLease : one.LeaseSeconds).DefaultIfEmpty(GraceWithoutLease).Max();
        TimeSpan grace = TimeSpan.FromSeconds(longest + 1) is var wanted && wanted < LongestGrace ? wanted : LongestGrace;
        _keepUntil = clock.GetTimestamp() + (long)(grace.TotalSeconds * clock.TimestampFrequency);
        return grace;
    }

    /// <summary>Makes one set of what is listed. What nobody lists any more stays while there is nothing else. True where it is another set than before.</summary>
    public bool Combine()
    {
        Dictionary<RemoteUri, NamedInstance> found = Listed();
        NamedInstance[] before = _instances ?? [];
        if (found.Count == 0)
        {
            return false;
        }

        if (clock.GetTimestamp() < _keepUntil)
        {
            foreach (NamedInstance kept in before)
            {
                found.TryAdd(kept.Address, kept);
            }
        }

        if (found.Count == before.Length && before.All(one => found.TryGetValue(one.Address, out NamedInstance? same) && same.Weight == one.Weight))
        {
            return false;
        }

        _instances = [.. found.Values];
        foreach (RemoteUri gone in _health.Keys.Where(address => !found.ContainsKey(address)).ToArray())
        {
            _health.Remove(gone);
        }

        return true;
    }

    private Dictionary<RemoteUri, NamedInstance> Listed()
    {
        var found = new Dictionary<RemoteUri, NamedInstance>();
        foreach (NameInstance listed in _listed.Values.SelectMany(static entry => entry.Instances))
        {
            // Addresses of a form that only a later version knows are left to that version.
            if (RemoteUri.TryParse(listed.Uri, out RemoteUri? address) && !address.NeedsNameServer)
            {
                found.TryAdd(address, new NamedInstance(address, Math.Clamp(listed.Weight, 1, 1000), HealthOf(address)));
            }
        }

        return found;
    }
}
