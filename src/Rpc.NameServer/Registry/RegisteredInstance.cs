using System.Collections.ObjectModel;
using System.Text;
using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>One registration in memory. Immutable but for the end of its lease, which only the registry's gate may move.</summary>
internal sealed class RegisteredInstance(StoredInstance stored)
{
    // Half of what a string takes: URIs are most of what a name costs.
    private readonly byte[] _uri = Encoding.UTF8.GetBytes(stored.Uri);
    private readonly string[] _tags = [.. stored.Tags];
    private readonly IReadOnlyDictionary<string, string> _metadata = stored.Metadata.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : stored.Metadata;

    public string Name { get; } = stored.Name;

    /// <summary>A new text each time.</summary>
    public string Uri => Encoding.UTF8.GetString(_uri);

    public int Weight { get; } = stored.Weight;

    /// <summary>0 for ever.</summary>
    public int LeaseSeconds { get; } = stored.LeaseSeconds;

    public long LeaseId { get; } = stored.LeaseId;

    public string Server { get; } = stored.Server;

    public long SinceTicks { get; } = stored.Since.UtcTicks;

    public ReadOnlySpan<string> Tags => _tags;

    /// <summary>Timestamp of the registry's clock after which the lease is over; 0 where it has not begun, or is counted elsewhere.</summary>
    public long DueAt { get; set; }

    /// <summary>The registrations of one name as they are listed: the oldest first.</summary>
    public static RegisteredInstance[] InOrder(IEnumerable<StoredInstance> ofName) => [.. ofName.OrderBy(static instance => instance.Since).Select(static instance => new RegisteredInstance(instance))];

    /// <summary>Registrations of any names, by name.</summary>
    public static Dictionary<string, RegisteredInstance[]> ByName(IEnumerable<StoredInstance> stored) => stored
        .GroupBy(static instance => instance.Name, StringComparer.Ordinal)
        .ToDictionary(static name => name.Key, InOrder, StringComparer.Ordinal);

    /// <summary>The same registration with other tags or metadata, where they are given.</summary>
    public RegisteredInstance With(IReadOnlyList<string>? tags, IReadOnlyDictionary<string, string>? metadata) =>
        new(ToStored() with { Tags = tags ?? _tags, Metadata = metadata ?? _metadata }) { DueAt = DueAt };

    public bool IsAt(RegisteredInstance other) => _uri.AsSpan().SequenceEqual(other._uri);

    /// <summary>Whether those who look it up see the same.</summary>
    public bool LooksLike(RegisteredInstance other) =>
        IsAt(other) && Weight == other.Weight && LeaseSeconds == other.LeaseSeconds && Server == other.Server && SinceTicks == other.SinceTicks
        && _tags.AsSpan().SequenceEqual(other._tags) && _metadata.Count == other._metadata.Count
        && _metadata.All(pair => other._metadata.TryGetValue(pair.Key, out string? value) && value == pair.Value);

    public StoredInstance ToStored() => new(Name, Uri, _tags, Weight, LeaseSeconds, LeaseId, Server, new DateTimeOffset(SinceTicks, TimeSpan.Zero), _metadata);

    public NameInstance ToRecord() => new(Uri, _tags, Weight, LeaseSeconds, Server, new DateTimeOffset(SinceTicks, TimeSpan.Zero), _metadata);
}
