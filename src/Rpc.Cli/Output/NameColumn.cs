using System.Globalization;
using Rpc.Naming;

namespace Rpc.Cli.Output;

/// <summary>A column of a table of names.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Style">The style of its cells in Spectre's markup; empty for none.</param>
/// <param name="Text">What a cell says.</param>
/// <param name="IsOf">Whether an instance makes the column worth showing.</param>
internal sealed record NameColumn(string Heading, string Style, Func<string, NameInstance, string> Text, Predicate<NameInstance> IsOf)
{
    /// <summary>All columns, in their order. Since is an age for people who look now, and a time for whoever reads it later.</summary>
    /// <param name="now">The time that ages count to; null for times.</param>
    public static IReadOnlyList<NameColumn> All(DateTimeOffset? now) =>
    [
        new("NAME", "bold", static (name, _) => name, static _ => true),
        new("URI", "", static (_, instance) => instance.Uri, static _ => true),
        new("LEASE", "", static (_, instance) => instance.LeaseSeconds == 0 ? "none" : Invariant(instance.LeaseSeconds) + " s", static instance => instance.LeaseSeconds > 0),
        new("WEIGHT", "", static (_, instance) => Invariant(instance.Weight), static instance => instance.Weight != 1),
        new(now is null ? "SINCE" : "AGE", now is null ? "" : "dim", (_, instance) => TimeText.Since(instance.Since, now), static _ => true),
        new("TAGS", "green", static (_, instance) => string.Join(", ", instance.Tags), static instance => instance.Tags.Count > 0),
        new("METADATA", "cyan", static (_, instance) => Metadata(instance), static instance => instance.Metadata.Count > 0),
    ];

    /// <summary>The metadata on one line, by key.</summary>
    public static string Metadata(NameInstance instance) =>
        string.Join(", ", instance.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"));

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
