namespace Rpc.Generators.Diagnostics;

/// <summary>Where the page of a diagnostic is.</summary>
internal static class DiagnosticPages
{
    // Where the repository's files can be read. Empty while it has no public address: an editor opens absolute links only, and then offers none.
    private const string Site = "";

    /// <summary>The file, from the root of the repository.</summary>
    public static string Path(string id) => "docs/diagnostics/" + id + ".md";

    /// <summary>What an editor opens for the id.</summary>
    public static string Link(string id) => Site + Path(id);
}
