using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>One registration in memory. Immutable but for the end of its lease, which only the registry's gate may move.</summary>
internal sealed class RegisteredInstance(string name, string uri, string[] tags, int weight, int leaseSeconds, long leaseId, string server, long sinceTicks)
{
    public string Name { get; } = name;

    public string Uri { get; } = uri;

    public int Weight { get; } = weight;

    /// <summary>0 for ever.</summary>
    public int LeaseSeconds { get; } = leaseSeconds;

    public long LeaseId { get; } = leaseId;

    public string Server { get; } = server;

    public long SinceTicks { get; } = sinceTicks;

    /// <summary>Timestamp of the registry's clock after which the lease is over.</summary>
    public long DueAt { get; set; } = long.MaxValue;

    public static RegisteredInstance From(StoredInstance stored) => new(
        stored.Name, stored.Uri, [.. stored.Tags], stored.Weight, stored.LeaseSeconds, stored.LeaseId, stored.Server, stored.Since.UtcTicks);

    public RegisteredInstance WithTags(string[] newTags) => new(Name, Uri, newTags, Weight, LeaseSeconds, LeaseId, Server, SinceTicks) { DueAt = DueAt };

    public StoredInstance ToStored() => new(Name, Uri, tags, Weight, LeaseSeconds, LeaseId, Server, new DateTimeOffset(SinceTicks, TimeSpan.Zero));

    public NameInstance ToRecord() => new(Uri, tags, Weight, LeaseSeconds, Server, new DateTimeOffset(SinceTicks, TimeSpan.Zero));
}
