using System.Xml.Linq;
using Mono.Cecil;
using Rpc.Architecture.Tests.Reading;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests;

/// <summary>Every library can be trimmed and compiled ahead of time, and the analyzers that see to it are on.</summary>
public sealed class TrimmingTests
{
    [Fact]
    public void Every_library_was_built_with_the_analyzers_for_trimming_and_ahead_of_time_compilation()
    {
        List<string> problems = [];
        foreach (CompiledProject project in CompiledProject.AllBuilt())
        {
            using (project)
            {
                if (IsForPrograms(project.Module))
                {
                    problems.AddRange(new[] { "IsTrimmable", "IsAotCompatible" }.Where(mark => !IsMarked(project.Module, mark)).Select(mark => $"{project.Name}.dll is not marked {mark}."));
                }
            }
        }

        Assert.Fail_if_any(problems);
    }

    [Fact]
    public void No_project_of_src_turns_them_off()
    {
        string[] switches = ["IsAotCompatible", "IsTrimmable", "EnableTrimAnalyzer", "EnableAotAnalyzer", "EnableSingleFileAnalyzer", "SuppressTrimAnalysisWarnings"];
        IEnumerable<string> problems =
            from file in Directory.GetFiles(RepositoryPaths.Path("src"), "*.csproj", SearchOption.AllDirectories)
            from element in XDocument.Load(file).Descendants()
            where switches.Contains(element.Name.LocalName)
            select $"{Path.GetFileName(file)} sets {element.Name.LocalName}; Directory.Build.props does, for all of them.";

        Assert.Fail_if_any([.. problems]);
    }

    [Fact]
    public void Every_library_of_src_is_looked_at()
    {
        IEnumerable<string> libraries = Directory.GetFiles(RepositoryPaths.Path("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => !File.ReadAllText(file).Contains("netstandard2.0", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Fail_if_any([.. libraries.Where(name => !File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")))]);
    }

    // What runs in the compiler or in the build is for netstandard2.0, where there is no trimming.
    private static bool IsForPrograms(ModuleDefinition module) =>
        module.Assembly.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "TargetFrameworkAttribute" && ((string)attribute.ConstructorArguments[0].Value).StartsWith(".NETCoreApp", StringComparison.Ordinal));

    private static bool IsMarked(ModuleDefinition module, string mark) => module.Assembly.CustomAttributes.Any(attribute =>
        attribute.AttributeType.Name == "AssemblyMetadataAttribute" && (string)attribute.ConstructorArguments[0].Value == mark && (string)attribute.ConstructorArguments[1].Value == "True");
}
