using System.Xml.Linq;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>The packages, and what each may demand of those who add it.</summary>
internal static class PackageTable
{
    // Every line here is downloaded by users, looked for vulnerabilities, and upgraded: a new one is argued for in docs/architecture.md.
    private static readonly Dictionary<string, string[]> s_dependencies = new(StringComparer.Ordinal)
    {
        ["Rpc.Runtime"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["Rpc.NameServer"] = ["Microsoft.Data.Sqlite.Core", "Rpc.Hosting", "Rpc.Runtime", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Rpc.NameServer.Postgres"] = ["Npgsql", "Rpc.NameServer"],
        ["Rpc.Tasks"] = ["Cronos", "Microsoft.Data.Sqlite.Core", "Rpc.Hosting", "Rpc.Runtime", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Rpc.Tasks.Postgres"] = ["Npgsql", "Rpc.Tasks"],
        ["Rpc.Tasks.RabbitMq"] = ["RabbitMQ.Client", "Rpc.Tasks"],
        ["Rpc.Testing"] = ["Rpc.Runtime"],
        ["Rpc.Hosting"] = ["Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Rpc.Runtime"],
        ["Rpc.Gateway"] = ["Rpc.Hosting", "Rpc.Runtime"],
        ["Rpc.Cli"] = [],
        ["Rpc.Templates"] = [],
    };

    /// <summary>The id of each project under src that becomes a package.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(RepositoryPaths.Path("src"), "*.csproj", SearchOption.AllDirectories)
        .Where(file => Says(file, "IsPackable", "true")).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Whether it is a command to install, with all that it needs inside.</summary>
    public static bool IsTool(string package) => Says(RepositoryPaths.Path("src", package, package + ".csproj"), "PackAsTool", "true");

    /// <summary>Whether it is content without an assembly.</summary>
    public static bool IsContent(string package) => Says(RepositoryPaths.Path("src", package, package + ".csproj"), "IncludeBuildOutput", "false");

    /// <summary>The packages that it may depend on, in ordinal order.</summary>
    public static IReadOnlyList<string> DependenciesOf(string package) => s_dependencies.TryGetValue(package, out string[]? dependencies)
        ? dependencies
        : throw new InvalidOperationException($"{package} is a package, and the table in tests/Rpc.Package.Tests/PackageTable.cs does not say what it may depend on: add a line.");

    private static bool Says(string file, string property, string value) => XDocument.Load(file).Descendants(property).Any(element => element.Value == value);
}
