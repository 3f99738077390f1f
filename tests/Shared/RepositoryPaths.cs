namespace Rpc.Tests.Shared;

/// <summary>Where the checkout is, seen from a test that runs out of its own bin folder.</summary>
internal static class RepositoryPaths
{
    private static readonly string[] s_notSources = ["/Rpc.Templates/content/", "/bin/", "/obj/"];

    /// <summary>The folder that holds global.json.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: the configuration in which the running test was built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A path below the checkout.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The projects below a folder: not the content of templates, and nothing that a build has put there.</summary>
    public static IEnumerable<string> Projects(string folder) => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories)
        .Where(static file => !Array.Exists(s_notSources, part => file.Replace('\\', '/').Contains(part, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No global.json above {AppContext.BaseDirectory}.");
    }
}
