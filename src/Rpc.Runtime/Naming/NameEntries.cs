namespace Rpc.Naming;

/// <summary>Compares what name servers tell by value.</summary>
internal static class NameEntries
{
    /// <summary>Whether two entries of one name say the same.</summary>
    public static bool AreSame(NameEntry one, NameEntry other) =>
        one.Instances.Count == other.Instances.Count && one.Instances.Zip(other.Instances, AreSame).All(static same => same);

    private static bool AreSame(NameInstance one, NameInstance other) =>
        one.Uri == other.Uri
        && one.Weight == other.Weight
        && one.LeaseSeconds == other.LeaseSeconds
        && one.Server == other.Server
        && one.Since == other.Since
        && one.Tags.SequenceEqual(other.Tags)
        && one.Metadata.Count == other.Metadata.Count
        && one.Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out string? value) && value == pair.Value);
}
