using System.Xml.Linq;
using Rpc.Tests.Shared;

namespace Rpc.Api.Tests;

/// <summary>The projects under src that become a package with an assembly in it.</summary>
internal static class PackedLibraries
{
    private static readonly Dictionary<string, string> s_assemblies = Directory.GetFiles(RepositoryPaths.Path("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Project: XDocument.Load(file)))
        .Where(project => Value(project.Project, "IsPackable") == "true" && Value(project.Project, "IncludeBuildOutput") != "false")
        .ToDictionary(project => project.Name, project => Value(project.Project, "AssemblyName") ?? project.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => s_assemblies.Keys.Order(StringComparer.Ordinal);

    public static string AssemblyOf(string package) => s_assemblies[package];

    private static string? Value(XDocument project, string property) => project.Descendants(property).FirstOrDefault()?.Value;
}
