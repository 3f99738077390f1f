using System.Xml.Linq;
using Mono.Cecil;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests;

/// <summary>Every library can be trimmed and compiled ahead of time, and the analyzers that see to it are on.</summary>
public sealed class TrimmingTests
{
    private static readonly string[] s_projects = [.. RepositoryPaths.Projects(RepositoryPaths.Path("src"))];

    [Fact]
    public void Every_library_was_built_with_the_analyzers_for_trimming_and_ahead_of_time_compilation() => Assert.Fail_if_any(
    [
        .. from project in s_projects
           where !IsForTheBuild(project)
           let file = Path.Combine(AppContext.BaseDirectory, Assembly(project) + ".dll")
           from problem in File.Exists(file) ? Unmarked(file) : [$"{file} was not built."]
           select problem,
    ]);

    [Fact]
    public void No_project_of_src_turns_them_off()
    {
        string[] switches = ["IsAotCompatible", "IsTrimmable", "EnableTrimAnalyzer", "EnableAotAnalyzer", "EnableSingleFileAnalyzer", "SuppressTrimAnalysisWarnings"];
        IEnumerable<string> problems =
            from project in s_projects
            from element in XDocument.Load(project).Descendants()
            where switches.Contains(element.Name.LocalName)
            select $"{Path.GetFileName(project)} sets {element.Name.LocalName}; Directory.Build.props does, for all of them.";

        Assert.Fail_if_any([.. problems]);
    }

    // What runs in the compiler or in the build is for netstandard2.0, where there is no trimming.
    private static bool IsForTheBuild(string project) => XDocument.Load(project).Descendants("TargetFramework").Any(framework => framework.Value == "netstandard2.0");

    private static string Assembly(string project) =>
        XDocument.Load(project).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> Unmarked(string file)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(file);
        string[] marks = [.. module.Assembly.CustomAttributes
            .Where(attribute => attribute.AttributeType.Name == "AssemblyMetadataAttribute" && (string)attribute.ConstructorArguments[1].Value == "True")
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value)];
        return new[] { "IsTrimmable", "IsAotCompatible" }.Except(marks).Select(mark => $"{Path.GetFileName(file)} is not marked {mark}.");
    }
}
