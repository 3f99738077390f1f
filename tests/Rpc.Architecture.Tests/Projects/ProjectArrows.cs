using System.Xml.Linq;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests.Projects;

/// <summary>Which project under src may reference which, and which packages: the list of docs/architecture.md as data.</summary>
internal static class ProjectArrows
{
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new(StringComparer.Ordinal)
    {
        ["Rpc.Runtime"] = (["Rpc.Generators", "Rpc.Generators.CodeFixes", "Rpc.Build"], ["Microsoft.Extensions.Logging.Abstractions"]),
        ["Rpc.Generators"] = ([], ["Microsoft.CodeAnalysis.CSharp"]),
        ["Rpc.Generators.CodeFixes"] = (["Rpc.Generators"], ["Microsoft.CodeAnalysis.CSharp.Workspaces"]),
        ["Rpc.Build"] = ([], ["Microsoft.Build.Utilities.Core"]),
        ["Rpc.Hosting"] = (["Rpc.Runtime"], ["Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions"]),
        ["Rpc.Gateway"] = (["Rpc.Runtime", "Rpc.Hosting"], []),
        ["Rpc.Templates"] = ([], []),
        ["Rpc.NameServer"] = (["Rpc.Runtime", "Rpc.Hosting", "Rpc.Generators"], ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"]),
        ["Rpc.NameServer.Postgres"] = (["Rpc.Runtime", "Rpc.NameServer"], ["Npgsql"]),
        ["Rpc.Tasks"] = (["Rpc.Runtime", "Rpc.Hosting", "Rpc.Generators"], ["Cronos", "Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"]),
        ["Rpc.Tasks.Postgres"] = (["Rpc.Runtime", "Rpc.Tasks"], ["Npgsql"]),
        ["Rpc.Tasks.RabbitMq"] = (["Rpc.Runtime", "Rpc.Tasks"], ["RabbitMQ.Client"]),
        ["Rpc.Testing"] = (["Rpc.Runtime"], []),
        ["Rpc.Cli"] = (["Rpc.Runtime", "Rpc.Generators", "Rpc.Hosting", "Rpc.Gateway", "Rpc.NameServer", "Rpc.NameServer.Postgres", "Rpc.Tasks", "Rpc.Tasks.Postgres"], ["System.CommandLine", "Spectre.Console"]),
    };

    /// <summary>A sentence for each reference of a project file below <paramref name="folder"/> that is not in the list.</summary>
    public static IReadOnlyList<string> Check(string folder) =>
        [.. RepositoryPaths.Projects(folder).SelectMany(CheckFile)];

    private static IEnumerable<string> CheckFile(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        if (!Allowed.TryGetValue(name, out (string[] Projects, string[] Packages) allowed))
        {
            return [$"{name} is not in the list of projects."];
        }

        XDocument project = XDocument.Load(file);
        IEnumerable<string> projects = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        return [
            .. projects.Except(allowed.Projects, StringComparer.Ordinal).Select(other => $"{name} -> {other} is not an arrow of the list."),
            .. Includes(project, "PackageReference").Except(allowed.Packages, StringComparer.Ordinal).Select(package => $"{name} uses the package {package}, which is not in the list."),
        ];
    }

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();

    /// <summary>The projects that <paramref name="project"/> may reference, directly or through another.</summary>
    public static IReadOnlyCollection<string> ReachableFrom(string project) =>
        Allowed.TryGetValue(project, out (string[] Projects, string[] Packages) allowed) ? allowed.Projects : [];
}
